import {
  periodOf,
  priceRecord,
  type CollectedRecord,
  type PeriodType,
  type RecordPrice,
  type TrendGroup,
  type UsageFilter,
  type UsageLine,
} from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";

const book = readAnthropicPriceBook();

/** Sums of one group, added up record by record. */
export interface ReferenceSum {
  readonly group: string | null;
  /** Null for the whole range. */
  readonly periodStartMs: number | null;
  readonly inputTokens: bigint;
  readonly cacheCreationInputTokens: bigint;
  readonly cacheReadInputTokens: bigint;
  readonly outputTokens: bigint;
  readonly requests: bigint;
  readonly failedRequests: bigint;
  readonly costPicoUsd: bigint;
  readonly unpricedRequests: bigint;
}

const passes = (list: readonly string[] | undefined, value: string | null): boolean =>
  list === undefined || list.length === 0 || (value !== null && list.includes(value));

const startsWithin = (type: PeriodType, timeMs: number, filter: UsageFilter): boolean => {
  const { startMs } = periodOf(type, timeMs);
  return startMs >= filter.startDate.getTime() && startMs < filter.endDate.getTime();
};

type GroupOf = (record: CollectedRecord, line: UsageLine) => string | null;

const groupOf: Readonly<Record<TrendGroup, GroupOf>> = {
  access_key: (record) => record.accessKeyId,
  user: (record) => record.user,
  model: (_record, line) => line.model,
  feature: (record) => record.feature,
  none: () => null,
};

const plus = (
  sum: ReferenceSum,
  record: CollectedRecord,
  price: RecordPrice,
  index: number,
): ReferenceSum => {
  const line = record.lines[index] ?? record.lines[0];
  const isFirst = index === 0;
  return {
    ...sum,
    inputTokens: sum.inputTokens + BigInt(line.inputTokens),
    cacheCreationInputTokens:
      sum.cacheCreationInputTokens +
      BigInt(line.cacheWrite5mTokens) +
      BigInt(line.cacheWrite1hTokens) +
      BigInt(line.cacheWriteUnsplitTokens),
    cacheReadInputTokens: sum.cacheReadInputTokens + BigInt(line.cacheReadTokens),
    outputTokens: sum.outputTokens + BigInt(line.outputTokens),
    requests: sum.requests + (isFirst ? 1n : 0n),
    failedRequests: sum.failedRequests + (isFirst && record.outcome !== "complete" ? 1n : 0n),
    costPicoUsd: sum.costPicoUsd + (price.lines[index]?.costPicoUsd ?? 0n),
    unpricedRequests: sum.unpricedRequests + (isFirst && price.unpricedLineCount > 0 ? 1n : 0n),
  };
};

/** What the queries must answer, by the plainest code there is. */
export const referenceSums = (
  records: readonly CollectedRecord[],
  group: TrendGroup,
  period: PeriodType | null,
  filter: UsageFilter,
): readonly ReferenceSum[] => {
  const sums = new Map<string, ReferenceSum>();
  const counted = records.filter(
    (record) =>
      startsWithin(period ?? "hour", record.occurTimeMs, filter) &&
      passes(filter.accessKeyIds, record.accessKeyId) &&
      passes(filter.users, record.user) &&
      passes(filter.features, record.feature),
  );
  for (const record of counted) {
    const periodStartMs = period === null ? null : periodOf(period, record.occurTimeMs).startMs;
    const price = priceRecord(record, book);
    for (const [index, line] of record.lines.entries()) {
      if (!passes(filter.models, line.model)) continue;
      const name = groupOf[group](record, line);
      const key = JSON.stringify([name, periodStartMs]);
      const nothing = {
        group: name,
        periodStartMs,
        inputTokens: 0n,
        cacheCreationInputTokens: 0n,
        cacheReadInputTokens: 0n,
        outputTokens: 0n,
        requests: 0n,
        failedRequests: 0n,
        costPicoUsd: 0n,
        unpricedRequests: 0n,
      };
      sums.set(key, plus(sums.get(key) ?? nothing, record, price, index));
    }
  }
  return [...sums.values()];
};
