import type { AdminRouter } from "@tokenledger/api";
import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTrpc } from "./trpc.ts";

type MemberView = inferRouterOutputs<AdminRouter>["auth"]["me"];
/** What a member may be allowed to do. */
export type Permission = MemberView["permissions"][number];

const FRESH_MS = 60_000;

/** Who is logged in; undefined until the server has said. */
export const useMember = (): MemberView | undefined => {
  const trpc = useTrpc();
  return useQuery({ ...trpc.auth.me.queryOptions(), staleTime: FRESH_MS }).data;
};

/** Whether the member may do something; not before it is known. The server decides again on every call. */
export const useMay = (permission: Permission): boolean =>
  useMember()?.permissions.includes(permission) ?? false;
