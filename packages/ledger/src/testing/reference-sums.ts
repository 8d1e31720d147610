import {
  priceRecord,
  type CollectedRecord,
  type RecordFilter,
  type RecordPrice,
  type TrendGroup,
  type UsageFilter,
  type UsageLine,
} from "@tokenledger/usage";
import { zonedPeriodStart, type ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
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

const isWithin = (timeMs: number, filter: UsageFilter): boolean =>
  timeMs >= filter.startDate.getTime() && timeMs < filter.endDate.getTime();

const hasStatus = (list: RecordFilter["statuses"], status: number | null): boolean =>
  list === undefined ||
  list.length === 0 ||
  list.some((one) =>
    typeof one === "number"
      ? one === status
      : one === (status === null ? "none" : `${Math.floor(status / 100)}xx`),
  );

/** Hours are those of UTC in every zone. */
const periodStart = (period: ZonedPeriodType, timeZone: string, timeMs: number): number =>
  zonedPeriodStart(period, period === "hour" ? "UTC" : timeZone, timeMs);

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
  period: ZonedPeriodType | null,
  filter: RecordFilter & { readonly timeZone?: string | undefined },
): readonly ReferenceSum[] => {
  const sums = new Map<string, ReferenceSum>();
  const counted = records.filter(
    (record) =>
      isWithin(record.occurTimeMs, filter) &&
      passes(filter.outcomes, record.outcome) &&
      passes(filter.qualities, record.quality) &&
      hasStatus(filter.statuses, record.status) &&
      passes(filter.accessKeyIds, record.accessKeyId) &&
      passes(filter.users, record.user) &&
      passes(filter.features, record.feature),
  );
  for (const record of counted) {
    const periodStartMs =
      period === null ? null : periodStart(period, filter.timeZone ?? "UTC", record.occurTimeMs);
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
