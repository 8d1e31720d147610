import type { Overview, TrendPoint } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { SeriesColours } from "../../chart/series-colours.ts";
import { createFormatter } from "../../format/formatter.ts";
import { isRange } from "../../period/range.ts";
import { noUsage as noSums } from "../../metric/sums.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { UTC } from "../../zone/zone.ts";
import { bucketRange } from "../../trend/bucket-range.ts";
import { headlineParts } from "../../figures/headline-parts.ts";
import { largestOnly } from "../../trend/largest-only.ts";
import { legendValues } from "../../trend/legend-values.ts";
import { courseOf, tileFigures } from "../../figures/tile-figures.ts";
import { topRows } from "../../ranking/top-rows.ts";
import { beforeValues, trendSeries } from "../../trend/trend-series.ts";

const NOW = Date.parse("2026-11-23T14:03:21Z");
const format = createFormatter("en");
const month = viewPeriod("mtd", NOW, UTC);

const now: Overview = {
  inputTokens: 100n,
  cacheCreationInputTokens: 100n,
  cacheReadInputTokens: 600n,
  outputTokens: 50n,
  requests: 1200n,
  activeAccessKeys: 2,
  activeUsers: 3,
  failedRequests: 12n,
  costPicoUsd: 4_213_070_000_000_000n,
  unpricedRequests: 0n,
};

const nothing: Overview = { ...noSums, activeAccessKeys: 0, activeUsers: 0, failedRequests: 0n };

const point = (day: string, group: string | null, requests: bigint): TrendPoint => ({
  ...nothing,
  periodStart: new Date(`${day}T00:00:00Z`),
  group,
  requests,
});

const half = { ...now, costPicoUsd: now.costPicoUsd / 2n };

test("the sentence compares like with like, and says nothing of what it does not know", () => {
  const change = (before: Overview | undefined): unknown =>
    headlineParts(now, before, month, format).change;
  expect(headlineParts(now, half, month, format)).toMatchObject({
    cost: "$4,213.07",
    requests: "1,200",
    change: { kind: "more", by: "100%" },
    unpriced: null,
    cacheHit: "75%",
    failed: "1%",
    range: { name: "mtd", month: "November", previousMonth: "October", dayCount: 23 },
  });
  expect(headlineParts(half, now, month, format).change).toEqual({ kind: "less", by: "50%" });
  expect(change(undefined)).toEqual({ kind: "unknown", by: "" });
  expect(change(nothing)).toEqual({ kind: "unknown", by: "" });
  expect(change({ ...now, costPicoUsd: now.costPicoUsd + 1n })).toEqual({ kind: "same", by: "" });
  const none = headlineParts(nothing, now, month, format);
  expect(none).toMatchObject({ cost: null, cacheHit: null, failed: null });
});

test("where nothing has a price, requests are compared, and the unpriced are named", () => {
  const free = { ...now, costPicoUsd: 0n, unpricedRequests: 1200n };
  expect(headlineParts(free, { ...free, requests: 1000n }, month, format)).toMatchObject({
    cost: null,
    unpriced: "1,200",
    change: { kind: "more", by: "20%" },
  });
});

const rangePart = (text: string): unknown =>
  headlineParts(now, undefined, viewPeriod(text, NOW, UTC), format).range;

test("written days and hours are called so", () => {
  expect(rangePart("2026-11-01..2026-11-02")).toMatchObject({ name: "custom", dayCount: 2 });
  expect(rangePart("2026-11-22T09")).toMatchObject({ name: "hour", days: "Sun, Nov 22, 09:00" });
});

test("the tiles stand in their order, with unknown changes where there is nothing before", () => {
  const figures = tileFigures(now, undefined, () => [1n, 2n], format);
  expect(figures.map(({ tile }) => tile)).toEqual([
    "cost",
    "requests",
    "input",
    "output",
    "cacheWrite",
    "cacheRead",
    "cacheHit",
    "failed",
  ]);
  expect(figures.every(({ change }) => change.kind === "unknown")).toBe(true);
  expect(figures[0]).toMatchObject({ value: "$4,213.07", course: [1n, 2n] });
  expect(figures[1]).toMatchObject({ value: "1.2K", exact: "1,200", course: [1n, 2n] });
  expect(figures[6]).toMatchObject({ value: "75%", moreIs: "good" });
  expect(figures[7]).toMatchObject({ value: "12", moreIs: "bad" });
});

test("without input there is no hit rate, not a rate of zero", () => {
  const hit = tileFigures(nothing, now, () => [], format)[6];
  expect(hit).toMatchObject({ value: "–", change: { kind: "unknown" } });
});

test("what has not begun has no course", () => {
  const today = viewPeriod("today", NOW, UTC);
  expect(today.buckets).toHaveLength(24);
  expect(today.begunBuckets).toHaveLength(15);
  expect(viewPeriod("lastMonth", NOW, UTC).begunBuckets).toHaveLength(31);
});

test("a course shows silence as zero", () => {
  const course = courseOf([point("2026-11-02", null, 5n)], month.buckets, "requests");
  expect(course).toHaveLength(23);
  expect(course.slice(0, 3)).toEqual([0n, 5n, 0n]);
});

test("a ranking is by the metric shown, its shares of everything, its bars against the first", () => {
  const row = (name: string, inputTokens: bigint) => ({
    ...nothing,
    inputTokens,
    dimensionId: name,
    name,
  });
  const rows = topRows(
    [row("b", 25n), row("c", 50n), row("a", 25n)],
    { ...nothing, inputTokens: 200n },
    "tokens",
    ["a"],
    8,
  );
  expect(rows.map(({ id, ratio, length, isOn }) => [id, ratio, length, isOn])).toEqual([
    ["c", 0.25, 1, false],
    ["a", 0.125, 0.5, true],
    ["b", 0.125, 0.5, false],
  ]);
  expect(topRows([row("a", 1n)], undefined, "tokens", [], 8)[0]?.ratio).toBeNull();
  const dear = { ...row("x", 1n), costPicoUsd: 9n };
  expect(topRows([row("y", 5n), dear], undefined, "cost", [], 1).map(({ id }) => id)).toEqual([
    "x",
  ]);
});

test("the chart draws the largest, and what is left of the whole in grey", () => {
  const naming = {
    colours: new SeriesColours(),
    nameOf: (one: { group: string | null }) => one.group ?? "rest",
  };
  const points = [point("2026-11-02", "alice", 5n), point("2026-11-03", "bob", 2n)];
  const whole = [point("2026-11-02", null, 6n), point("2026-11-03", null, 2n)];
  const series = trendSeries(points, whole, month, "requests", naming);
  expect(series.map(({ name, total, colour }) => [name, total, colour])).toEqual([
    ["alice", 5n, "0"],
    ["bob", 2n, "1"],
    ["rest", 1n, "rest"],
  ]);
  expect(legendValues(series, null)).toEqual({ values: [5n, 2n, 1n], total: 8n });
  expect(legendValues(series, 1)).toEqual({ values: [5n, 0n, 1n], total: 6n });
  expect(legendValues(series, 99).total).toBe(0n);
});

test("too many models are gathered once, not twice", () => {
  const naming = {
    colours: new SeriesColours(),
    nameOf: (one: { group: string | null }) => one.group ?? "rest",
  };
  const points = Array.from({ length: 9 }, (_, index) =>
    point("2026-11-02", `m${index}`, BigInt(20 - index)),
  );
  const whole = [
    point(
      "2026-11-02",
      null,
      points.reduce((sum, one) => sum + one.requests, 0n),
    ),
  ];
  const series = trendSeries(points, whole, month, "requests", naming);
  expect(series.filter(({ isRest }) => isRest)).toHaveLength(1);
  expect(series.reduce((sum, one) => sum + one.total, 0n)).toBe(whole[0]?.requests);
});

test("the period before is laid first bucket under first bucket", () => {
  const values = beforeValues(
    [point("2026-10-01", null, 4n), point("2026-10-31", null, 9n)],
    month,
    "requests",
  );
  expect(values).toHaveLength(23);
  expect(values[0]).toBe(4n);
  const march = viewPeriod("2026-03-01..2026-03-31", NOW, UTC);
  expect(beforeValues([], march, "requests")).toHaveLength(31);
  expect(
    beforeValues([], viewPeriod("mtd", Date.parse("2026-03-31T12:00:00Z"), UTC), "requests"),
  ).toHaveLength(28);
});

test("only keys and users are narrowed to the largest", () => {
  const question = { startDate: new Date(0), endDate: new Date(1) };
  expect(largestOnly(question, "key", ["1"])).toEqual({ ...question, accessKeyIds: ["1"] });
  expect(largestOnly(question, "user", ["a"])).toEqual({ ...question, users: ["a"] });
  expect(largestOnly(question, "model", ["a"])).toBe(question);
});

test("every bar leads to an address of its own period", () => {
  const start = Date.parse("2026-11-01T00:00:00Z");
  expect(bucketRange(start, viewPeriod("mtd", NOW, UTC, "hour"))).toBe("2026-11-01T00");
  expect(bucketRange(start, viewPeriod("mtd", NOW, UTC, "day"))).toBe("2026-11-01..2026-11-01");
  expect(bucketRange(start, viewPeriod("mtd", NOW, UTC, "month"))).toBe("2026-11-01..2026-11-30");
  expect(isRange(bucketRange(start, viewPeriod("mtd", NOW, UTC, "hour")))).toBe(true);
});
