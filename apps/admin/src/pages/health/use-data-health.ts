import type { AdminRouter } from "@tokenledger/api";
import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { liveOptions } from "../../data/live.ts";
import type { QueryState } from "../../data/query-state.ts";
import { useTrpc } from "../../data/trpc.ts";

/** The state of the data, as the server tells it. */
export type DataHealth = inferRouterOutputs<AdminRouter>["admin"]["dataHealth"];

/** The state of the data, asked for every two seconds; cards that show it share one question. */
export const useDataHealth = (): QueryState<DataHealth> => {
  const trpc = useTrpc();
  return useQuery({ ...trpc.admin.dataHealth.queryOptions(), ...liveOptions(true) });
};
