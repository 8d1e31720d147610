import { outcomes, type Figures, type Outcome } from "@tokenledger/usage";
import { z } from "zod";
import type { StatementRunner } from "../statement-runner.ts";
import { askSums, sumStatements, type GroupValues, type SumRequest } from "./ask-sums.ts";
import type { Bucket } from "./zoned-buckets.ts";

const Text = z.string().nullable();
const Count = z.string().transform((text) => BigInt(text));

const SumRow = z.object({
  bucket: z.int(),
  is_other: z.boolean(),
  access_key_id: Text,
  access_key_name: Text,
  user_id: Text,
  user_name: Text,
  model: Text,
  feature: Text,
  outcome: z.enum(outcomes).nullable(),
  input: Count,
  write_5m: Count.nullable(),
  write_1h: Count.nullable(),
  write: Count,
  read: Count,
  output: Count,
  requests: Count,
  failed: Count,
  cost: Count,
  unpriced: Count,
  last_update_ms: z.number(),
  group_count: z.int(),
});

const SUMS = sumStatements("groups", SumRow);

/** Sums of one group in one bucket. */
export interface UsageSum extends Figures, GroupValues {
  readonly bucket: Bucket;
  /** Whether it is all that the largest groups leave in the bucket. */
  readonly isOther: boolean;
  readonly accessKeyName: string | null;
  readonly userName: string | null;
  readonly outcome: Outcome | null;
  readonly lastUpdateTime: Date;
  /** How many groups there are, in the largest or in the rest. That of usage without a value is none. */
  readonly groupCount: number;
}

/** Sums usage by bucket and group, in order of time, largest groups first, the rest last. Groups without usage in a bucket are absent there. */
export const sumUsage = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly UsageSum[]> => {
  const rows = await askSums(runner, SUMS, request);
  return rows.flatMap((row) => {
    const bucket = request.buckets[row.bucket];
    if (bucket === undefined) return [];
    return [
      {
        bucket,
        isOther: row.is_other,
        accessKeyId: row.access_key_id,
        accessKeyName: row.access_key_name,
        userId: row.user_id,
        userName: row.user_name,
        model: row.model,
        feature: row.feature,
        outcome: row.outcome,
        inputTokens: row.input,
        cacheCreationInputTokens: row.write,
        cacheWrite5mTokens: request.isByLifetime === true ? (row.write_5m ?? 0n) : null,
        cacheWrite1hTokens: request.isByLifetime === true ? (row.write_1h ?? 0n) : null,
        cacheReadInputTokens: row.read,
        outputTokens: row.output,
        requests: row.requests,
        failedRequests: row.failed,
        costPicoUsd: row.cost,
        unpricedRequests: row.unpriced,
        lastUpdateTime: new Date(row.last_update_ms),
        groupCount: row.group_count,
      },
    ];
  });
};
