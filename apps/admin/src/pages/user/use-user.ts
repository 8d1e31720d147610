import { useQuery } from "@tanstack/react-query";
import type { UserView } from "@tokenledger/usage";
import { refetchMs, SETTLED_MS } from "../../data/live.ts";
import type { QueryState } from "../../data/query-state.ts";
import { readFault } from "../../data/read-fault.ts";
import { useTrpc } from "../../data/trpc.ts";

/** What the server says of an id that nobody has, and of what is no id. */
const missingCodes: ReadonlySet<string | null> = new Set(["NOT_FOUND", "INVALID_INPUT"]);

/** The user of an id; null when there is none, or when it is no id. */
export const useUser = (id: string): QueryState<UserView | null> => {
  const trpc = useTrpc();
  const user = useQuery({
    ...trpc.users.get.queryOptions({ id }),
    refetchInterval: refetchMs(false),
    // Asked for before the page was drawn.
    staleTime: SETTLED_MS,
  });
  const isMissing = user.error !== null && missingCodes.has(readFault(user.error).code);
  return isMissing ? { ...user, data: null, error: null } : user;
};
