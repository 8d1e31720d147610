import { useQuery } from "@tanstack/react-query";
import type { UserView } from "@tokenledger/usage";
import { liveOptions, SETTLED_MS } from "../../data/live.ts";
import type { QueryState } from "../../data/query-state.ts";
import { useTrpc } from "../../data/trpc.ts";
import { usersQuestion } from "./ask-for-user.ts";

/** The user of an id; null when there is none. */
export const useUser = (id: string): QueryState<UserView | null> => {
  const trpc = useTrpc();
  const users = useQuery({
    ...trpc.users.list.queryOptions(usersQuestion),
    ...liveOptions(false),
    // Asked for before the page was drawn.
    staleTime: SETTLED_MS,
  });
  const found = users.data?.find((user) => user.id === id) ?? null;
  return { ...users, data: users.data === undefined ? undefined : found };
};
