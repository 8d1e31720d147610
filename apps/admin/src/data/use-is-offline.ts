import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { readFault } from "./read-fault.ts";

/** Whether the server left one of the page's present questions without any answer. False again with the first answer. */
export const useIsOffline = (): boolean => {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((notify: () => void) => cache.subscribe(notify), [cache]);
  return useSyncExternalStore(subscribe, () =>
    cache
      .getAll()
      .some(
        (query) =>
          query.isActive() &&
          query.state.error !== null &&
          readFault(query.state.error).kind === "offline",
      ),
  );
};
