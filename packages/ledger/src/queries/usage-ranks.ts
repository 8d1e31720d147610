import { z } from "zod";
import type { StatementRunner } from "../statement-runner.ts";
import { askSums, sumStatements, type GroupValues, type SumRequest } from "./ask-sums.ts";

const RankRow = z.object({
  access_key_id: z.string().nullable(),
  user_id: z.string().nullable(),
  model: z.string().nullable(),
  feature: z.string().nullable(),
  weight: z.string().transform((text) => BigInt(text)),
});
const RANKS = sumStatements("ranks", RankRow);

/** A group and how large it is: in tokens, pico-dollars or requests. */
export interface UsageRank extends GroupValues {
  readonly weight: bigint;
}

/** The largest groups over all buckets, largest first, and no rest: for a third of the time that their sums take, names and figures being left out. */
export const rankUsage = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly UsageRank[]> => {
  const rows = await askSums(runner, RANKS, request);
  return rows.map((row) => ({
    accessKeyId: row.access_key_id,
    userId: row.user_id,
    model: row.model,
    feature: row.feature,
    weight: row.weight,
  }));
};
