import type { AdminRouter } from "@tokenledger/api";
import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useEffect } from "react";
import { recallPermissions, rememberPermissions } from "./remembered-permissions.ts";
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

/** What the member may do: as the server says, and until it has said so as it was at the last visit; null where there was none. */
export const usePermissions = (): readonly string[] | null => {
  const said = useMember()?.permissions;
  return said ?? recallPermissions(() => localStorage);
};

/** Whether the member may do something; not before it is known. The server decides again on every call. */
export const useMay = (permission: Permission): boolean =>
  usePermissions()?.includes(permission) ?? false;

/** Keeps for the next visit what the server said; asked once, by the frame of the page. */
export const useRememberedPermissions = (): void => {
  const said = useMember()?.permissions;
  useEffect(() => {
    if (said !== undefined) {
      rememberPermissions(() => localStorage, said);
    }
  }, [said]);
};
