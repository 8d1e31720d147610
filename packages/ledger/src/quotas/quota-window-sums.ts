import { wholeUsage, type Period, type PriceBook } from "@tokenledger/usage";
import { tokenWeights, weightedTokensOf, type Quota } from "@tokenledger/usage/quotas";
import { tokensOf } from "../queries/figures.ts";
import { resolveFilter, type ResolvedFilter } from "../queries/resolved-filter.ts";
import { sumUsage, type UsageSum } from "../queries/usage-sums.ts";
import type { StatementRunner } from "../statement-runner.ts";

/** What one value of a quota's scope used, in the quota's unit. */
export interface QuotaSum {
  readonly value: string;
  readonly amount: bigint;
}

type Names = Pick<PriceBook, "resolve"> | null;

/** In parts of a weighted token. Cache writes of unknown lifetime are what their sum leaves of both. */
const weightedPartsOf = (sum: UsageSum): bigint => {
  const write5m = sum.cacheWrite5mTokens ?? 0n;
  const write1h = sum.cacheWrite1hTokens ?? 0n;
  const unsplit = sum.cacheCreationInputTokens - write5m - write1h;
  return (
    sum.inputTokens * BigInt(tokenWeights.inputTokens) +
    write5m * BigInt(tokenWeights.cacheWrite5mTokens) +
    write1h * BigInt(tokenWeights.cacheWrite1hTokens) +
    unsplit * BigInt(tokenWeights.cacheWriteUnsplitTokens) +
    sum.cacheReadInputTokens * BigInt(tokenWeights.cacheReadTokens) +
    sum.outputTokens * BigInt(tokenWeights.outputTokens)
  );
};

const amountsOf: Readonly<Record<Quota["unit"], (sum: UsageSum) => bigint>> = {
  usd: ({ costPicoUsd }) => costPicoUsd,
  tokens: tokensOf,
  weighted_tokens: weightedPartsOf,
  requests: ({ requests }) => requests,
};

const valuesOf: Readonly<Record<Quota["scope"], (sum: UsageSum, names: Names) => string | null>> = {
  all: () => "",
  access_key: ({ accessKeyId }) => accessKeyId,
  user: ({ userId, userName }) => userName ?? userId,
  feature: ({ feature }) => feature,
  model: ({ model }, names) => (model === null ? null : (names?.resolve(model) ?? model)),
};

/** Lets one value through. A model has several names: all models pass. */
const filterOf = async (
  runner: StatementRunner,
  { scope }: Quota,
  value: string | null,
  { startMs, endMs }: Period,
): Promise<ResolvedFilter> => {
  const range = { startDate: new Date(startMs), endDate: new Date(endMs) };
  const of = (wanted: Quota["scope"]): string[] | undefined =>
    scope === wanted && value !== null ? [value] : undefined;
  return resolveFilter(runner, wholeUsage, {
    ...range,
    accessKeyIds: of("access_key"),
    users: of("user"),
    features: of("feature"),
  });
};

/**
 * What a quota counts in a window, by value of its scope, largest first; values without usage are absent. Exact to the millisecond.
 *
 * @param runner in a snapshot: it is more than one statement.
 * @param value one value of the scope, or null for all there are.
 * @param names tells which names are one model; without it each name is its own.
 */
export const sumQuotaWindow = async (
  runner: StatementRunner,
  quota: Quota,
  value: string | null,
  window: Period,
  names: Names,
): Promise<readonly QuotaSum[]> => {
  const { scope, unit } = quota;
  const sums = await sumUsage(runner, {
    groups: scope === "all" ? [] : [scope],
    buckets: [{ ...window, periodStartMs: window.startMs, periodEndMs: window.endMs }],
    filter: await filterOf(runner, quota, value, window),
    nowMs: Date.now(),
    isByLifetime: unit === "weighted_tokens",
  });
  const amounts = new Map<string, bigint>();
  for (const sum of sums) {
    const each = valuesOf[scope](sum, names);
    if (each !== null) amounts.set(each, (amounts.get(each) ?? 0n) + amountsOf[unit](sum));
  }
  return [...amounts]
    .map(([each, amount]) => ({
      value: each,
      amount: unit === "weighted_tokens" ? weightedTokensOf(amount) : amount,
    }))
    .filter((sum) => value === null || scope === "all" || sum.value === value)
    .toSorted((left, right) => (left.amount < right.amount ? 1 : -1));
};
