import type { PeriodType } from "@tokenledger/usage";
import { bucketStarts, periodFor } from "../period/buckets.ts";
import { yearBefore } from "../period/year-before.ts";
import { DEFAULT_RANGE, isLive, previousSpan, resolveRange, type Span } from "../period/range.ts";

/** All that follows from the range in the address, the zone and from now. */
export interface ViewPeriod {
  /** As the address carries it. */
  readonly range: string;
  readonly span: Span;
  readonly previous: Span;
  /** The same dates a year before; null in the first minute of a running range. */
  readonly yearBefore: Span | null;
  readonly isLive: boolean;
  readonly period: PeriodType;
  readonly buckets: readonly number[];
  /** Those that have begun: a course drawn further would fall to zero tonight. */
  readonly begunBuckets: readonly number[];
}

/** Works out the period a page looks at in a zone, counted by what suits its length unless another is wanted. */
export const viewPeriod = (
  range: string | undefined,
  nowMs: number,
  zone: string,
  wanted?: PeriodType,
): ViewPeriod => {
  const chosen = range ?? DEFAULT_RANGE;
  const span = resolveRange(chosen, nowMs, zone);
  const period = wanted ?? periodFor(span);
  const buckets = bucketStarts(span, period);
  return {
    range: chosen,
    span,
    previous: previousSpan(chosen, nowMs, zone),
    yearBefore: yearBefore(span, nowMs),
    isLive: isLive(span, nowMs),
    period,
    buckets,
    begunBuckets: buckets.filter((startMs) => startMs <= nowMs),
  };
};
