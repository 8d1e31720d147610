import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DetailRow } from "@tokenledger/usage";
import { refetchMs } from "../../data/live.ts";
import { useTrpc, useTrpcClient } from "../../data/trpc.ts";
import type { UsageQuestion } from "../../view/usage-question.ts";

/** Most records of one answer, and most that are kept; what is older is in the pages. */
const COUNT_MAX = 100;
const KEPT_MAX = 1000;

/** What came since the list was opened. */
export interface Tail {
  /** Newest first. */
  readonly rows: readonly DetailRow[];
  readonly cursor: string;
  /** Whether more came at once than an answer holds: the oldest of them are in the pages only. */
  readonly isCut: boolean;
}

type TailQuestion = Omit<UsageQuestion, "startDate" | "endDate">;

/** Follows what is stored from now on, every two seconds; each question goes on where the answer before ended, so that nothing is skipped or sent twice. */
export const useTail = (question: TailQuestion, isOn: boolean): Tail | undefined => {
  const trpc = useTrpc();
  const client = useTrpcClient();
  const queryClient = useQueryClient();
  const queryKey = [...trpc.usage.tail.queryKey(question), "followed"];
  const { data } = useQuery({
    queryKey,
    queryFn: async (): Promise<Tail> => {
      const before = queryClient.getQueryData<Tail>(queryKey);
      const { rows, cursor, isCut } = await client.usage.tail.query({
        ...question,
        countMax: COUNT_MAX,
        cursor: before?.cursor ?? null,
      });
      return {
        rows: [...rows, ...(before?.rows ?? [])].slice(0, KEPT_MAX),
        cursor,
        isCut: isCut || (before?.isCut ?? false),
      };
    },
    enabled: isOn,
    refetchInterval: isOn ? refetchMs(true) : false,
    gcTime: 0,
  });
  return data;
};
