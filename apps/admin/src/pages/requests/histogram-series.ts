import type { HistogramBucket, Outcome } from "@tokenledger/usage";
import type { ChartSeries, SeriesColour } from "../../chart/chart-series.ts";

/** How a call ended, as far as a glance tells. */
export const histogramParts = ["complete", "cut", "error"] as const;
export type HistogramPart = (typeof histogramParts)[number];

const partOf: Record<Outcome, HistogramPart> = {
  complete: "complete",
  truncated: "cut",
  cancelled: "cut",
  abandoned: "cut",
  stream_error: "error",
  error: "error",
  transport_error: "error",
  no_response: "error",
};

const colours: Record<HistogramPart, SeriesColour> = { complete: "0", cut: "2", error: "5" };

/** The histogram's counts as a stacked chart's series, one for each way to end; ways nothing ended are left out. */
export const histogramSeries = (
  buckets: readonly HistogramBucket[],
  starts: readonly number[],
  nameOf: (part: HistogramPart) => string,
): readonly ChartSeries[] => {
  const byStart = new Map(buckets.map((bucket) => [bucket.periodStart.getTime(), bucket]));
  const countOf = (startMs: number, part: HistogramPart): bigint =>
    (byStart.get(startMs)?.outcomes ?? [])
      .filter(({ outcome }) => partOf[outcome] === part)
      .reduce((sum, { requests }) => sum + requests, 0n);
  return histogramParts.flatMap((part) => {
    const values = starts.map((startMs) => countOf(startMs, part));
    const total = values.reduce((sum, value) => sum + value, 0n);
    return total === 0n
      ? []
      : [{ group: part, isRest: false, total, values, name: nameOf(part), colour: colours[part] }];
  });
};
