import {
  array,
  catch as withFallback,
  enum as enumOf,
  maxLength,
  minLength,
  object,
  optional,
  pipe,
  refine,
  string,
  transform,
  type output,
  type ZodMiniCatch,
  type ZodMiniEnum,
  type ZodMiniOptional,
} from "zod/mini";
import { metrics } from "../metric/metric.ts";
import { isRange } from "../period/range.ts";
import { isZone } from "../zone/zone.ts";

/** Most values one filter may hold; longer lists in a hand-made link are cut. */
export const FILTER_VALUES_MAX = 10;

/** The four things a figure can be filtered by, as the address calls them. */
export const filterNames = ["key", "user", "model", "feature"] as const;
export type FilterName = (typeof filterNames)[number];

/** What the trend can be split by. */
export const splits = ["model", "key", "user", "feature"] as const satisfies readonly FilterName[];

const toList = (value: unknown): unknown => (typeof value === "string" ? [value] : value);

const texts = withFallback(
  optional(
    pipe(
      transform(toList),
      pipe(
        array(string().check(minLength(1), maxLength(128))),
        transform((list) => Array.from(new Set(list)).slice(0, FILTER_VALUES_MAX)),
      ),
    ),
  ),
  undefined,
);

/** One text of an address, whatever it says. */
export const textValue = withFallback(
  optional(string().check(minLength(1), maxLength(2048))),
  undefined,
);

/** A value of an address that is one of a few, and left out for the usual one. */
export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
): ZodMiniCatch<ZodMiniOptional<ZodMiniEnum<{ [Value in Values[number]]: Value }>>> =>
  withFallback(optional(enumOf(values)), undefined);

/** What every page about usage shares in its address; a page adds its own beside it. */
export const sharedFields = {
  range: withFallback(optional(string().check(refine(isRange))), undefined),
  /** Whose days they are; the root route reads it for every page, and goes by what was chosen last where it is missing. */
  tz: withFallback(optional(string().check(refine(isZone))), undefined),
  key: texts,
  user: texts,
  model: texts,
  feature: texts,
  /** Whose cost is taken apart: `all`, or a row as `model:claude-opus-5`. */
  why: textValue,
};

/** What every page that shows figures keeps in its address. Anything damaged is dropped, never an error page. */
export const SharedSearch = object(sharedFields);
export type SharedSearch = output<typeof SharedSearch>;

/** The overview's address. `view=table` shows the chart as numbers; `compare=prev` lays the period before over it. */
export const TrendSearch = object({
  ...sharedFields,
  metric: choice(metrics),
  split: choice(splits),
  view: choice(["chart", "table"]),
  compare: choice(["prev"]),
});
export type TrendSearch = output<typeof TrendSearch>;

/** The requests' address. `record` is the open one (`accessKeyId:eventId`), `live=off` the list held still. */
export const RequestsSearch = object({
  ...sharedFields,
  outcome: texts,
  requestId: textValue,
  messageId: textValue,
  record: textValue,
  live: choice(["off"]),
  view: choice(["chart", "table"]),
});
export type RequestsSearch = output<typeof RequestsSearch>;

/** The keys' address. `sort` is the column in order, `-cost` largest first. */
export const KeysSearch = object({ ...sharedFields, sort: textValue });

/** The users' address: `q` is the search. */
export const UsersSearch = object({ ...sharedFields, q: textValue, sort: textValue });
export type UsersSearch = output<typeof UsersSearch>;

/** Where the log-in page leads to afterwards. */
export const LoginSearch = object({ redirect: textValue });
export type LoginSearch = output<typeof LoginSearch>;

/** Keeps what all pages share when one page leads to another; what lies over a page stays behind. */
export const sharedPart = (search: SharedSearch): SharedSearch => ({
  range: search.range,
  tz: search.tz,
  key: search.key,
  user: search.user,
  model: search.model,
  feature: search.feature,
});
