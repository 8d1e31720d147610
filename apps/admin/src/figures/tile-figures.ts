import type { Overview, TrendPoint } from "@tokenledger/usage";
import type { Formatter } from "../format/formatter.ts";
import { metricWriter } from "../format/metric-writer.ts";
import { changeOfCount, changeOfShare, type Change, type Direction } from "../metric/change.ts";
import { cacheHitShare, metricOf, type Metric } from "../metric/metric.ts";

/** The tiles, in the order they stand. */
export const tiles = [
  "cost",
  "requests",
  "input",
  "output",
  "cacheWrite",
  "cacheRead",
  "cacheHit",
  "failed",
] as const;
export type Tile = (typeof tiles)[number];

/** One tile, its figures not yet put into words. */
export interface TileFigure {
  readonly tile: Tile;
  readonly value: string;
  /** All digits. */
  readonly exact: string;
  /** What was counted, or pico-USD; 0 for a share. */
  readonly amount: bigint;
  readonly change: Change;
  readonly moreIs: Direction;
  /** Bucket by bucket; empty where the course is not known. */
  readonly course: readonly bigint[];
}

const counts = {
  cost: "cost",
  requests: "requests",
  input: "input",
  output: "output",
  cacheWrite: "cacheWrite",
  cacheRead: "cacheRead",
} as const satisfies Partial<Record<Tile, Metric>>;

/** The course of a metric over the buckets, silence as zero. */
export const courseOf = (
  points: readonly TrendPoint[],
  buckets: readonly number[],
  metric: Metric,
): readonly bigint[] => {
  const values = new Map(
    points.map((point) => [point.periodStart.getTime(), metricOf(metric, point)]),
  );
  return buckets.map((startMs) => values.get(startMs) ?? 0n);
};

const UNKNOWN: Change = { kind: "unknown" };

const hitTile = (now: Overview, before: Overview | undefined, format: Formatter): TileFigure => {
  const hit = cacheHitShare(now);
  const text = hit === null ? "–" : format.share(hit);
  return {
    tile: "cacheHit",
    value: text,
    exact: text,
    amount: 0n,
    change: before === undefined ? UNKNOWN : changeOfShare(hit, cacheHitShare(before)),
    moreIs: "good",
    course: [],
  };
};

const failedTile = (
  now: Overview,
  before: Overview | undefined,
  format: Formatter,
): TileFigure => ({
  tile: "failed",
  value: format.compact(now.failedRequests),
  exact: format.exact(now.failedRequests),
  amount: now.failedRequests,
  change: before === undefined ? UNKNOWN : changeOfCount(now.failedRequests, before.failedRequests),
  moreIs: "bad",
  course: [],
});

/** The eight tiles of the overview. Without a period before, changes are unknown. */
export const tileFigures = (
  now: Overview,
  before: Overview | undefined,
  course: (metric: Metric) => readonly bigint[],
  format: Formatter,
): readonly TileFigure[] => {
  const counted = Object.values(counts).map((metric): TileFigure => {
    const write = metricWriter(format, metric);
    const value = metricOf(metric, now);
    return {
      tile: metric,
      value: write.brief(value),
      exact: write.exact(value),
      amount: value,
      change: before === undefined ? UNKNOWN : changeOfCount(value, metricOf(metric, before)),
      moreIs: "neutral",
      course: course(metric),
    };
  });
  return [...counted, hitTile(now, before, format), failedTile(now, before, format)];
};
