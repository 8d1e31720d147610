import { useQueryClient } from "@tanstack/react-query";
import { useTrpc } from "../../data/trpc.ts";

/** Asks again for every budget. */
export const useBudgetsChanged = (): (() => Promise<void>) => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return async () => queryClient.invalidateQueries({ queryKey: trpc.quotas.pathKey() });
};
