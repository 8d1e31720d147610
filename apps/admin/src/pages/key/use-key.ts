import { useQuery } from "@tanstack/react-query";
import type { AccessKeyView } from "@tokenledger/usage";
import { liveOptions } from "../../data/live.ts";
import type { QueryState } from "../../data/query-state.ts";
import { useTrpc } from "../../data/trpc.ts";

/** The key of an id; null when there is none. */
export const useKey = (id: string): QueryState<AccessKeyView | null> => {
  const trpc = useTrpc();
  const keys = useQuery({ ...trpc.accessKeys.list.queryOptions(), ...liveOptions(false) });
  const found = keys.data?.find((key) => key.id === id) ?? null;
  return { ...keys, data: keys.data === undefined ? undefined : found };
};
