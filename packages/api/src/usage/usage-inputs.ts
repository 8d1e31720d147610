import {
  consumerTypes,
  outcomes,
  qualities,
  rankMetrics,
  statusClasses,
  trendGroups,
} from "@tokenledger/usage";
import {
  isTimeZone,
  zonedPeriodTypes,
  type ZonedPeriodType,
} from "@tokenledger/usage/zoned-periods";
import { z } from "zod";

/** Most values one list of a filter may hold. */
export const FILTER_VALUES_MAX = 100;
/** Most rows of one page of details. */
export const PAGE_SIZE_MAX = 500;
/** Most rows of a list of top consumers. */
export const CONSUMERS_MAX = 100;
/** Most groups of a trend that are told apart, and most keys or users of statistics. */
export const GROUPS_MAX = 100;
/** Most keys or users of statistics. */
export const DIMENSIONS_MAX = 1000;
/** Most records of one answer of the live tail. */
export const TAIL_MAX = 200;
/** Longest range of a question, in days, by the length of its periods: at most about 400 periods. */
export const rangeDaysMax: Readonly<Record<ZonedPeriodType, number>> = {
  hour: 16,
  day: 400,
  week: 2800,
  month: 3660,
};

const DAY_MS = 86_400_000;
const ID_MAX = 9_223_372_036_854_775_807n;
const NO_CONTROL_CHARACTERS = /^\P{Cc}*$/u;

/** Id of an access key or a user: a positive bigint in decimal. */
export const Id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, { error: "must be a whole number in decimal", abort: true })
  .refine((id) => BigInt(id) <= ID_MAX, { error: "must be a 64-bit number" });

/** Text people look for. PostgreSQL refuses NUL and lone surrogates; refused here, they are the caller's fault, not a 500. */
export const searchText = (lengthMax: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(NO_CONTROL_CHARACTERS, { error: "must have no control characters" })
    .refine((text) => text.isWellFormed(), { error: "must be well-formed text" });

/** Text of several lines that people write for people. */
export const noteText = (lengthMax: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[\P{Cc}\n\t]*$/u, { error: "must have no control characters but line ends and tabs" })
    .refine((text) => text.isWellFormed(), { error: "must be well-formed text" });

const list = <Item extends z.ZodType>(item: Item): z.ZodOptional<z.ZodArray<Item>> =>
  z.array(item).max(FILTER_VALUES_MAX).optional();

const filter = {
  /** Included. */
  startDate: z.date(),
  /** Not included. */
  endDate: z.date(),
  accessKeyIds: list(Id),
  users: list(searchText(128)),
  models: list(searchText(128)),
  features: list(searchText(64)),
};

/** What only single records tell; whoever asks for it has the rows read. */
const recordFilter = {
  ...filter,
  outcomes: z.array(z.enum(outcomes)).max(outcomes.length).optional(),
  qualities: z.array(z.enum(qualities)).max(qualities.length).optional(),
  /** HTTP statuses, single or by class; `none` for records that carry none. */
  statuses: list(
    z.union([z.int().min(100).max(599), z.enum(statusClasses)], {
      error: "must be an HTTP status, or one of 1xx, 2xx, 3xx, 4xx, 5xx and none",
    }),
  ),
};

/** IANA name of the zone whose days, weeks and months are meant. Default UTC. */
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "must be the IANA name of a time zone, as Asia/Shanghai" })
  .optional();

/** `previous`: the stretch before that is like the range. */
const compare = z
  .union(
    [
      z.literal("previous"),
      z
        .strictObject({ startDate: z.date(), endDate: z.date() })
        .refine(({ startDate, endDate }) => startDate < endDate),
    ],
    { error: 'must be "previous", or a range whose endDate is after its startDate' },
  )
  .optional();

const timeView = { timeZone, compare };
const rankBy = z.enum(rankMetrics).default("tokens");

interface Range {
  readonly startDate: Date;
  readonly endDate: Date;
}

/** Whether a range holds an instant. */
export const isForward = ({ startDate, endDate }: Range): boolean => startDate < endDate;
/** What to say of a range that holds none. */
export const forward = { error: "must be after startDate", path: ["endDate"] };

const lastsAtMost = ({ startDate, endDate }: Range, days: number): boolean =>
  endDate.getTime() - startDate.getTime() <= days * DAY_MS;

const isShort = (input: Range & { readonly aggregationPeriod: ZonedPeriodType }): boolean =>
  lastsAtMost(input, rangeDaysMax[input.aggregationPeriod]);
const short = {
  error:
    "is too far from startDate for this aggregationPeriod (hour 16, day 400, week 2800, month 3660 days)",
  path: ["endDate"],
};

/** Whether a range is short enough to be summed by day. */
export const isWithinDays = (input: Range): boolean => lastsAtMost(input, rangeDaysMax.day);
/** What to say of one that is not. */
export const withinDays = { error: "must be within 400 days of startDate", path: ["endDate"] };

const aggregationPeriod = z.enum(zonedPeriodTypes).default("day");

/** Whether what is compared with is no longer than what may be asked for. */
const isComparable = ({
  compare: to,
}: {
  readonly compare?: "previous" | Range | undefined;
}): boolean => to === undefined || to === "previous" || lastsAtMost(to, rangeDaysMax.day);
const comparable = { error: "must be within 400 days", path: ["compare"] };

/** Sums of each access key or user, period by period. */
export const StatisticsInput = z
  .object({
    ...recordFilter,
    ...timeView,
    aggregationPeriod,
    rankBy,
    /** Most keys or users: the largest. */
    countMax: z.int().min(1).max(DIMENSIONS_MAX).default(GROUPS_MAX),
  })
  .refine(isForward, forward)
  .refine(isShort, short)
  .refine(isComparable, comparable);

/** A curve over time, whole or split. */
export const TrendsInput = z
  .object({
    ...recordFilter,
    ...timeView,
    aggregationPeriod,
    groupBy: z.enum(trendGroups).default("none"),
    /** A second split. */
    subgroupBy: z.enum(trendGroups).default("none"),
    rankBy,
    /** Most groups, or pairs of groups: the largest; the rest comes as one. */
    countMax: z.int().min(1).max(GROUPS_MAX).default(GROUPS_MAX),
    /** Whether cache writes are told apart by lifetime. */
    isByLifetime: z.boolean().default(false),
  })
  .refine(isForward, forward)
  .refine(isShort, short)
  .refine(isComparable, comparable);

/** How many requests, by outcome, over time. */
export const TimeHistogramInput = z
  .object({ ...recordFilter, timeZone, aggregationPeriod })
  .refine(isForward, forward)
  .refine(isShort, short);

const cursor = z.string().max(1024).nullish();

/** Single records, newest first, a page at a time. */
export const DetailsInput = z
  .object({
    ...recordFilter,
    requestId: searchText(128).optional(),
    messageId: searchText(128).optional(),
    eventId: z.uuidv7().toLowerCase().optional(),
    /** `nextCursor` or `previousCursor` of an earlier page of the same filter. */
    cursor,
    pageSize: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
  })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

const { startDate: _start, endDate: _end, ...timelessFilter } = recordFilter;

/** The newest records, and what was stored since. */
export const TailInput = z.object({
  ...timelessFilter,
  /** `cursor` of the answer before, of the same filter. */
  cursor,
  countMax: z.int().min(1).max(TAIL_MAX).default(50),
});

/** Everything that passes a filter of sums. */
export const FigureInput = z
  .object(filter)
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

/** One sum over everything that passes the filter. */
export const OverviewInput = z
  .object({
    ...recordFilter,
    ...timeView,
    /** Whether to say where this month is going. */
    forecast: z.boolean().default(false),
  })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays)
  .refine(isComparable, comparable);

/** Who or what used most. */
export const TopConsumersInput = z
  .object({
    ...recordFilter,
    ...timeView,
    dimensionType: z.enum(consumerTypes),
    rankBy,
    countMax: z.int().min(1).max(CONSUMERS_MAX).default(10),
  })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays)
  .refine(isComparable, comparable);

/** Everything that passes a filter of sums, and the model that is to have done it. */
export const WhatIfInput = z
  .object({ ...filter, model: searchText(128) })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

/** Which cost is to be explained: that of one record, or of everything that passes a filter. */
export const ExplainInput = z.union([
  z.strictObject({ record: z.object({ accessKeyId: Id, eventId: z.uuidv7() }) }),
  z.strictObject({ figure: FigureInput }),
]);
