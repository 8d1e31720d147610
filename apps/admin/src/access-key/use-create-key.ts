import type { AdminRouter } from "@tokenledger/api";
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import type { TRPCClientErrorLike } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { useTrpc } from "../data/trpc.ts";

type Output = inferRouterOutputs<AdminRouter>["accessKeys"]["create"];
type Input = inferRouterInputs<AdminRouter>["accessKeys"]["create"];

/** Makes an access key. Its secret is in this one answer; React Query forgets it with the component. */
export const useCreateKey = (): UseMutationResult<
  Output,
  TRPCClientErrorLike<AdminRouter>,
  Input
> => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return useMutation({
    ...trpc.accessKeys.create.mutationOptions(),
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.accessKeys.list.queryKey() }),
  });
};
