import {
  dimensionTypes,
  outcomes,
  periodTypes,
  trendGroups,
  type PeriodType,
} from "@tokenledger/usage";
import { z } from "zod";

/** Most values one list of a filter may hold. */
export const FILTER_VALUES_MAX = 100;
/** Most rows of one page of details. */
export const PAGE_SIZE_MAX = 500;
/** Most rows of a list of top consumers. */
export const CONSUMERS_MAX = 100;
/** Longest range of a question, in days, by the length of its periods: at most about 10,000 points come back. */
export const rangeDaysMax: Readonly<Record<PeriodType, number>> = {
  hour: 31,
  day: 400,
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

const isShort = (input: Range & { readonly aggregationPeriod: PeriodType }): boolean =>
  lastsAtMost(input, rangeDaysMax[input.aggregationPeriod]);
const short = {
  error: "is too far from startDate for this aggregationPeriod (hour 31, day 400, month 3660 days)",
  path: ["endDate"],
};

const isWithinDays = (input: Range): boolean => lastsAtMost(input, rangeDaysMax.day);
const withinDays = { error: "must be within 400 days of startDate", path: ["endDate"] };

const aggregationPeriod = z.enum(periodTypes).default("day");

/** Sums of each access key or user, period by period. */
export const StatisticsInput = z
  .object({ ...filter, aggregationPeriod })
  .refine(isForward, forward)
  .refine(isShort, short);

/** A curve over time, whole or split. */
export const TrendsInput = z
  .object({ ...filter, aggregationPeriod, groupBy: z.enum(trendGroups).default("none") })
  .refine(isForward, forward)
  .refine(isShort, short);

/** Single records, newest first, a page at a time. */
export const DetailsInput = z
  .object({
    ...filter,
    outcomes: z.array(z.enum(outcomes)).max(outcomes.length).optional(),
    requestId: searchText(128).optional(),
    messageId: searchText(128).optional(),
    /** `nextCursor` of an earlier page of the same filter. */
    cursor: z.string().max(1024).nullish(),
    pageSize: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
  })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

/** One sum over everything that passes the filter. */
export const OverviewInput = z
  .object(filter)
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

/** Who used most. */
export const TopConsumersInput = z
  .object({
    ...filter,
    dimensionType: z.enum(dimensionTypes),
    countMax: z.int().min(1).max(CONSUMERS_MAX).default(10),
  })
  .refine(isForward, forward)
  .refine(isWithinDays, withinDays);

/** Which cost is to be explained: that of one record, or of everything that passes a filter. */
export const ExplainInput = z.union([
  z.strictObject({ record: z.object({ accessKeyId: Id, eventId: z.uuidv7() }) }),
  z.strictObject({ figure: OverviewInput }),
]);
