import type { PeriodType } from "@tokenledger/usage";
import { nextBucket } from "../period/buckets.ts";
import { rangeOf } from "../period/range.ts";

/** The range a bar leads to: its month, its day or its hour, as the address carries it. */
export const bucketRange = (startMs: number, period: PeriodType): string =>
  rangeOf({ startMs, endMs: nextBucket(startMs, period) });
