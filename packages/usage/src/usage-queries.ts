import type { AccessScope } from "./access-scope.ts";
import type { CollectedRecord } from "./collected-record.ts";
import type { Cost, DimensionType, PeriodType, Totals } from "./totals.ts";

/** Half-open: start included, end not. */
export interface DateRange {
  readonly startDate: Date;
  readonly endDate: Date;
}

/** Empty or missing lists mean "all". */
export interface UsageFilter extends DateRange {
  readonly accessKeyIds?: readonly string[] | undefined;
  /** The callers' own names of users. */
  readonly users?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
  readonly features?: readonly string[] | undefined;
}

export interface StatisticsRow extends Totals, Cost {
  /** Access key id in decimal, or user name. */
  readonly dimensionId: string;
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly lastUpdateTime: Date;
}

export const trendGroups = ["none", "access_key", "user", "model", "feature"] as const;
export type TrendGroup = (typeof trendGroups)[number];

export interface TrendPoint extends Totals, Cost {
  readonly periodStart: Date;
  /** Value of the group; null for the whole, or for records without one. */
  readonly group: string | null;
}

/** A record as the details show it: everything but the claim's hash. */
export interface DetailRow extends Omit<CollectedRecord, "payloadHash"> {
  readonly accessKeyName: string;
  readonly createTime: Date;
  /** Sum of its priced lines, in pico-USD. */
  readonly costPicoUsd: bigint;
  /** Lines without a price, which the cost lacks. */
  readonly unpricedLineCount: number;
}

export interface DetailFilter extends UsageFilter {
  readonly outcomes?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Opaque; from an earlier page of the same filter. */
  readonly cursor?: string | undefined;
  readonly pageSize: number;
}

export interface DetailPage {
  /** Newest first. */
  readonly rows: readonly DetailRow[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface ConsumerRow extends Totals, Cost {
  readonly dimensionId: string;
  /** Name of the key, or of the user. */
  readonly name: string;
}

export interface Overview extends Totals, Cost {
  readonly activeAccessKeys: number;
  readonly activeUsers: number;
  readonly failedRequests: bigint;
}

/**
 * The read side of the ledger. All periods are UTC. Exact at every commit.
 * Every question is asked within a scope: what is outside of it is not there, whatever the filter says.
 */
export interface UsageQueries {
  statistics(
    scope: AccessScope,
    dimensionType: DimensionType,
    period: PeriodType,
    filter: UsageFilter,
  ): Promise<readonly StatisticsRow[]>;
  trends(
    scope: AccessScope,
    period: PeriodType,
    group: TrendGroup,
    filter: UsageFilter,
  ): Promise<readonly TrendPoint[]>;
  details(scope: AccessScope, filter: DetailFilter): Promise<DetailPage>;
  topConsumers(
    scope: AccessScope,
    dimensionType: DimensionType,
    filter: UsageFilter,
    countMax: number,
  ): Promise<readonly ConsumerRow[]>;
  overview(scope: AccessScope, filter: UsageFilter): Promise<Overview>;
}
