import { useQueryClient } from "@tanstack/react-query";
import { useTrpc } from "../../data/trpc.ts";

/** Asks again for every rule, channel, event and delivery. */
export const useAlertsChanged = (): (() => Promise<void>) => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return async () => queryClient.invalidateQueries({ queryKey: trpc.alerts.pathKey() });
};
