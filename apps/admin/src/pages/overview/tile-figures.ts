import type { Overview, TrendPoint } from "@tokenledger/usage";
import type { Formatter } from "../../format/formatter.ts";
import { changeOfCount, changeOfShare, type Change, type Direction } from "../../metric/change.ts";
import { cacheHitShare, metricOf, type Metric } from "../../metric/metric.ts";

/** The tiles, in the order they stand. */
export const tiles = [
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
  readonly change: Change;
  readonly moreIs: Direction;
  /** Bucket by bucket; empty where the course is not known. */
  readonly course: readonly bigint[];
}

const counts = {
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

/** The seven tiles of the overview. Without a period before, changes are unknown. */
export const tileFigures = (
  now: Overview,
  before: Overview | undefined,
  course: (metric: Metric) => readonly bigint[],
  format: Formatter,
): readonly TileFigure[] => {
  const count = (
    tile: Tile,
    value: bigint,
    previous: bigint | undefined,
    values: readonly bigint[],
  ): TileFigure => ({
    tile,
    value: format.compact(value),
    exact: format.exact(value),
    change: previous === undefined ? UNKNOWN : changeOfCount(value, previous),
    moreIs: tile === "failed" ? "bad" : "neutral",
    course: values,
  });
  const counted = Object.values(counts).map((metric) =>
    count(metric, metricOf(metric, now), before && metricOf(metric, before), course(metric)),
  );
  const hit = cacheHitShare(now);
  const hitText = hit === null ? "–" : format.share(hit);
  const hitTile: TileFigure = {
    tile: "cacheHit",
    value: hitText,
    exact: hitText,
    change: before === undefined ? UNKNOWN : changeOfShare(hit, cacheHitShare(before)),
    moreIs: "good",
    course: [],
  };
  return [...counted, hitTile, count("failed", now.failedRequests, before?.failedRequests, [])];
};
