import { useQueryClient } from "@tanstack/react-query";
import { useTrpc } from "../../data/trpc.ts";

/** Asks again for everything prices decide: the book, the runs, and every figure of usage. */
export const usePricesChanged = (): (() => Promise<void>) => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all(
      [trpc.prices.pathKey(), trpc.usage.pathKey(), trpc.admin.pathKey()].map(async (queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
};
