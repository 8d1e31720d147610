import type { AccessScope } from "./access-scope.ts";
import type { CollectedRecord } from "../record/collected-record.ts";
import type { Cost, DimensionType, Totals } from "../record/totals.ts";
import type { Outcome, Quality } from "../record/usage-record.ts";
import type { ZonedPeriodType } from "../periods/zoned-periods.ts";

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

/** Classes of HTTP statuses, and the records that carry none. */
export const statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"] as const;
export type StatusClass = (typeof statusClasses)[number];

/** What only single records tell. Whoever asks for one of these has the rows read; everything else comes from sums. */
export interface RecordFilter extends UsageFilter {
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly qualities?: readonly Quality[] | undefined;
  /** HTTP statuses, single or by class. */
  readonly statuses?: readonly (number | StatusClass)[] | undefined;
}

/** What to compare with: the stretch before that is like the range (the days before, the same days of the month before), or any other. */
export type Comparison = "previous" | DateRange;

/** How a question looks at time. */
export interface TimeView {
  /** IANA zone whose days, weeks and months are meant. Default UTC. Hours are hours of UTC in every zone. */
  readonly timeZone?: string | undefined;
  /** Default: nothing is compared. */
  readonly compare?: Comparison | undefined;
}

/** What every answer says of a sum. */
export interface Figures extends Totals, Cost {
  /** Those of `requests` whose outcome is not `complete`. */
  readonly failedRequests: bigint;
  /** Parts of `cacheCreationInputTokens` by lifetime; null unless asked for: only the breakdown holds them. */
  readonly cacheWrite5mTokens: bigint | null;
  readonly cacheWrite1hTokens: bigint | null;
}

export const rankMetrics = ["tokens", "cost", "requests"] as const;
/** By what the largest are chosen. All figures come back, whichever. */
export type RankMetric = (typeof rankMetrics)[number];

/** Which groups are told apart; the rest is one. */
export interface Ranking {
  /** Default tokens. */
  readonly rankBy?: RankMetric | undefined;
  /** Most groups. Default: all. */
  readonly countMax?: number | undefined;
}

export interface StatisticsFilter extends RecordFilter, TimeView, Ranking {}

export interface StatisticsRow extends Figures {
  /** Access key id in decimal, or user name. */
  readonly dimensionId: string;
  /** Of the whole period, also where the range begins or ends within it. */
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly lastUpdateTime: Date;
  /** The same of the period that stands in the same place of what is compared with; null without comparison. */
  readonly previous: Figures | null;
}

export const trendGroups = ["none", "access_key", "user", "model", "feature"] as const;
export type TrendGroup = (typeof trendGroups)[number];

export interface TrendFilter extends RecordFilter, TimeView, Ranking {
  /** A second split. With key and user together the rows are read. */
  readonly subgroup?: TrendGroup | undefined;
  /** Whether cache writes are told apart by lifetime. */
  readonly isByLifetime?: boolean | undefined;
}

/** Which part of a whole. */
export interface TrendPart {
  /** Value of the group; null for the whole, for usage without one, and for the rest. Access keys by id, users by name. */
  readonly group: string | null;
  readonly subgroup: string | null;
  /** Whether it is all that the largest groups leave. */
  readonly isOther: boolean;
}

export interface TrendPoint extends Totals, Cost {
  readonly periodStart: Date;
  /** Value of the group; null for the whole, or for records without one. */
  readonly group: string | null;
}

/** A point with all that is known of it. */
export interface SplitTrendPoint extends TrendPoint, Figures, TrendPart {
  readonly group: string | null;
}

export interface TrendTotal extends Figures, TrendPart {
  /** Name of the key; else as `group`. */
  readonly name: string | null;
  /** The same of what is compared with; null without comparison, and for the rest. */
  readonly previous: Figures | null;
}

export interface Trends {
  /** In order of time. Periods without usage are absent. */
  readonly points: readonly SplitTrendPoint[];
  /** Each part over the whole range, largest first, the rest last. */
  readonly totals: readonly TrendTotal[];
  /** What is compared with, unsplit, over its own time; null without comparison. */
  readonly previous: (DateRange & { readonly points: readonly SplitTrendPoint[] }) | null;
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

export interface DetailFilter extends RecordFilter {
  readonly requestId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly eventId?: string | undefined;
  /** Opaque, signed; from an earlier page of the same filter. */
  readonly cursor?: string | undefined;
  readonly pageSize: number;
}

export interface DetailPage {
  /** Newest first. */
  readonly rows: readonly DetailRow[];
  /** Towards older records; null on the last page. */
  readonly nextCursor: string | null;
  /** Towards newer records; null on the first page, which new records join. */
  readonly previousCursor: string | null;
}

export interface TailFilter extends Omit<RecordFilter, "startDate" | "endDate"> {
  /** From an earlier answer; without one the newest records are given. */
  readonly cursor?: string | undefined;
  readonly countMax: number;
}

export interface Tail {
  /** Newest call first. */
  readonly rows: readonly DetailRow[];
  /** Asks for what is stored after this answer. */
  readonly cursor: string;
  /** Whether more was stored since the answer before than was asked for: the rest is in the details, not in the next answer. */
  readonly isCut: boolean;
}

export const consumerTypes = ["access_key", "user", "model", "feature"] as const;
export type ConsumerType = (typeof consumerTypes)[number];

export interface ConsumerFilter extends RecordFilter, TimeView, Pick<Ranking, "rankBy"> {}

export interface ConsumerRow extends Totals, Cost {
  readonly dimensionId: string;
  /** Name of the key, or of the user, model or feature. */
  readonly name: string;
}

/** A consumer with all that is known of it. */
export interface ComparedConsumer extends ConsumerRow, Figures {
  /** The same of what is compared with; null without comparison. */
  readonly previous: Figures | null;
}

export interface Consumers {
  /** Largest first. Usage without a user, model or feature is no consumer. */
  readonly rows: readonly ComparedConsumer[];
  /** What all others, and nobody, used together: with the rows, the whole. */
  readonly other: Figures;
}

export interface Overview extends Totals, Cost {
  readonly activeAccessKeys: number;
  readonly activeUsers: number;
  readonly failedRequests: bigint;
}

/** An overview with all that is known of it. */
export interface OverviewFigures extends Overview, Figures {
  readonly failedRequests: bigint;
  /** Failed requests of all; null without requests. */
  readonly errorRate: number | null;
  /** Of all prompt tokens, those read from a cache; null without any. */
  readonly cacheHitShare: number | null;
  /**
   * What cache reads cost less than plain input, minus what cache writes cost more, in pico-USD. An estimate: at the standard prices in
   * force at the end of the range. `usage.cacheAdvice` reads every line for the exact figure. Null where no model has prices.
   */
  readonly cacheSavingPicoUsd: bigint | null;
}

export interface ComparedOverview extends OverviewFigures {
  /** The same of what is compared with; null without comparison. */
  readonly previous: OverviewFigures | null;
}

/** What a month comes to. */
export interface MonthForecast extends DateRange {
  /** So far. */
  readonly toDate: Figures;
  /** The month before, as far into it as this one is now. */
  readonly previousToDate: Figures;
  /** The month before as a whole. */
  readonly previousMonth: Figures;
  readonly method: "same-weekday-mean";
  /** For people. */
  readonly methodDescription: string;
  /** Days the means were taken from. */
  readonly basisDayCount: number;
  readonly costPicoUsd: bigint;
  readonly requests: bigint;
  readonly tokens: bigint;
}

export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly requests: bigint;
}

export interface HistogramBucket {
  readonly periodStart: Date;
  readonly requests: bigint;
  /** Outcomes that occurred. */
  readonly outcomes: readonly OutcomeCount[];
}

/**
 * The read side of the ledger. Exact at every commit, to the millisecond, in every time zone: whole hours from sums, the rest from rows.
 * Every question is asked within a scope: what is outside of it is not there, whatever the filter says.
 */
export interface UsageQueries {
  statistics(
    scope: AccessScope,
    dimensionType: DimensionType,
    period: ZonedPeriodType,
    filter: StatisticsFilter,
  ): Promise<readonly StatisticsRow[]>;
  trends(
    scope: AccessScope,
    period: ZonedPeriodType,
    group: TrendGroup,
    filter: TrendFilter,
  ): Promise<Trends>;
  /** @throws InvalidInputError CURSOR_INVALID */
  details(scope: AccessScope, filter: DetailFilter): Promise<DetailPage>;
  /** @throws InvalidInputError CURSOR_INVALID */
  tail(scope: AccessScope, filter: TailFilter): Promise<Tail>;
  topConsumers(
    scope: AccessScope,
    type: ConsumerType,
    filter: ConsumerFilter,
    countMax: number,
  ): Promise<Consumers>;
  overview(scope: AccessScope, filter: RecordFilter & TimeView): Promise<ComparedOverview>;
  /** Of the month that holds `now` in the zone. The filter's range is that month's, whatever it says. */
  forecast(
    scope: AccessScope,
    filter: Omit<UsageFilter, "startDate" | "endDate"> & Pick<TimeView, "timeZone">,
    now: Date,
  ): Promise<MonthForecast>;
  /** How many requests, by outcome, over time: the requests whose first line passes the filter. */
  timeHistogram(
    scope: AccessScope,
    period: ZonedPeriodType,
    filter: RecordFilter & Pick<TimeView, "timeZone">,
  ): Promise<readonly HistogramBucket[]>;
}
