import { nextBucket } from "../period/buckets.ts";
import { rangeOf } from "../period/range.ts";
import type { ViewPeriod } from "../view/view-period.ts";

/** The range a bar leads to: its month, its day or its hour, as the address carries it. */
export const bucketRange = (
  startMs: number,
  { period, span: { zone } }: Pick<ViewPeriod, "period" | "span">,
): string => rangeOf({ startMs, endMs: nextBucket(zone, startMs, period), zone });
