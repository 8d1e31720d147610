import type { AdminRouter } from "@tokenledger/api";
import { useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTrpc } from "../../data/trpc.ts";

/** A member as the list shows them. */
export type MemberRow = inferRouterOutputs<AdminRouter>["members"]["list"][number];

/** What can be done with a member. */
export const memberDeeds = ["edit", "resetPassword", "disable", "enable"] as const;
export type MemberDeed = (typeof memberDeeds)[number];

/** Asks for the list of members again. */
export const useMembersChanged = (): (() => Promise<void>) => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return async () => queryClient.invalidateQueries({ queryKey: trpc.members.pathKey() });
};
