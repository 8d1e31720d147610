import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useMay } from "./use-member.ts";
import { useTrpc } from "./trpc.ts";

const FRESH_MS = 30_000;

/** Stands for a name that has not come yet. */
const ON_ITS_WAY = "…";

/** Names of access keys by id. Where the key is unknown, or the member may not read keys, the id itself: `#17`. */
export const useKeyNames = (): ((id: string) => string) => {
  const trpc = useTrpc();
  const isAllowed = useMay("keys.read");
  const { data, isLoading } = useQuery({
    ...trpc.accessKeys.list.queryOptions(),
    enabled: isAllowed,
    staleTime: FRESH_MS,
  });
  return useCallback(
    (id) => data?.find((key) => key.id === id)?.name ?? (isLoading ? ON_ITS_WAY : `#${id}`),
    [data, isLoading],
  );
};
