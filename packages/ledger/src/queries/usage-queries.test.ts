import {
  dimensionTypes,
  outcomes,
  qualities,
  rankMetrics,
  statusClasses,
  trendGroups,
  type CollectedRecord,
  type Totals,
  type RecordFilter,
  type StatusClass,
  wholeUsage,
} from "@tokenledger/usage";
import { zonedPeriodOf, zonedPeriodTypes } from "@tokenledger/usage/zoned-periods";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { autocommit } from "../statement-runner.ts";
import { referenceSums, type ReferenceSum } from "../testing/reference-sums.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { isSomething, sumText, sumTexts } from "../testing/sum-texts.ts";
import { sumsOf } from "./asking.ts";
import { largestSums } from "./largest-sums.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { UsageSum } from "./usage-sums.ts";
import { ZonedBuckets } from "./zoned-buckets.ts";

/** Each run fills and empties the tables of a real database. */
const RUNS = 25;

// Finding the smallest failing example takes many more runs than the law itself.
vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();

const momentArbitrary = fc.oneof(
  fc.integer({ min: HISTORY_START_MS - 1_000, max: HISTORY_END_MS + 1_000 }),
  fc.constantFrom(Date.UTC(2026, 9), Date.UTC(2026, 9, 31), Date.UTC(2026, 10), Date.UTC(2026, 11)),
  fc.nat(4).map((hours) => HISTORY_START_MS + hours * 3_600_000),
);

const listArbitrary = (...values: readonly string[]): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.subarray([...values, "nobody"]), { nil: undefined });

const someOf = <Item>(...items: readonly Item[]): fc.Arbitrary<Item[] | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.subarray([...items]) },
  );

const zoneArbitrary = fc.constantFrom(
  "UTC",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Europe/Berlin",
);

const filterArbitrary: fc.Arbitrary<RecordFilter & { readonly timeZone: string }> = fc.record({
  startDate: momentArbitrary.map((ms) => new Date(ms)),
  endDate: momentArbitrary.map((ms) => new Date(ms)),
  accessKeyIds: listArbitrary("1", "2", "3"),
  users: listArbitrary("anna", "bo"),
  models: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    listArbitrary("claude-fable-5-2", "claude-opus-5-5", "claude-haiku-5-5"),
  ),
  features: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    listArbitrary("chat", "search"),
  ),
  outcomes: someOf(...outcomes),
  qualities: someOf(...qualities),
  statuses: someOf<number | StatusClass>(...statusClasses, 200, 429),
  timeZone: zoneArbitrary,
});

const questionArbitrary = fc.record({
  records: historyArbitrary(15),
  summedCount: fc.nat(15),
  filter: filterArbitrary,
  dimension: fc.constantFrom(...dimensionTypes),
  period: fc.constantFrom(...zonedPeriodTypes),
  group: fc.constantFrom(...trendGroups),
});

/** Days are summed when so many of the records are there; the others come late. */
const remember = async (
  records: readonly CollectedRecord[],
  summedCount: number,
): Promise<void> => {
  await emptyUsage(store.ownerOrm);
  await store.ledger.usage.commit(records.slice(0, summedCount));
  await store.ledger.aggregates.sumDays(new Date(HISTORY_END_MS + 86_400_000));
  await store.ledger.usage.commit(records.slice(summedCount));
};

const named = (sums: readonly ReferenceSum[]): readonly ReferenceSum[] =>
  sums.filter((sum) => sum.group !== null && isSomething(sum));

const tokens = (sum: Totals): bigint =>
  sum.inputTokens + sum.cacheCreationInputTokens + sum.cacheReadInputTokens + sum.outputTokens;

test("statistics are the sums of the records, whatever is asked", async () => {
  await fc.assert(
    fc.asyncProperty(
      questionArbitrary,
      async ({ records, summedCount, filter, dimension, period }) => {
        await remember(records, summedCount);
        const rows = await store.ledger.queries.statistics(wholeUsage, dimension, period, filter);
        expect(
          rows.map((row) => sumText(row.dimensionId, row.periodStart.getTime(), row)).toSorted(),
        ).toEqual(sumTexts(named(referenceSums(records, dimension, period, filter))));
        for (const { periodStart, periodEnd, lastUpdateTime } of rows) {
          const zone = period === "hour" ? "UTC" : filter.timeZone;
          expect(periodEnd.getTime()).toBe(
            zonedPeriodOf(period, zone, periodStart.getTime()).endMs,
          );
          expect(Math.abs(Date.now() - lastUpdateTime.getTime())).toBeLessThan(60_000);
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test("trends are the sums of the records, in order of time, usage of nobody included", async () => {
  await fc.assert(
    fc.asyncProperty(questionArbitrary, async ({ records, summedCount, filter, period, group }) => {
      await remember(records, summedCount);
      const { points } = await store.ledger.queries.trends(wholeUsage, period, group, filter);
      const expected = referenceSums(records, group, period, filter);
      const times = points.map(({ periodStart }) => periodStart.getTime());
      expect(times).toEqual(times.toSorted((left, right) => left - right));
      expect(
        points.map((point) => sumText(point.group, point.periodStart.getTime(), point)).toSorted(),
      ).toEqual(sumTexts(expected));
    }),
    { numRuns: RUNS },
  );
});

test("usage of nobody has its place among the users' trends, and is no consumer", async () => {
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(8),
      fc.constantFrom(...zonedPeriodTypes),
      async (records, period) => {
        await remember(records, records.length);
        const filter = {
          startDate: new Date(HISTORY_START_MS),
          endDate: new Date(HISTORY_END_MS),
        };
        const { points } = await store.ledger.queries.trends(wholeUsage, period, "user", filter);
        const nobody = referenceSums(records, "user", period, filter).filter(
          ({ group, requests }) => group === null && requests > 0n,
        );
        expect(points.filter(({ group }) => group === null)).toHaveLength(nobody.length);
        const { rows: consumers } = await store.ledger.queries.topConsumers(
          wholeUsage,
          "user",
          filter,
          9,
        );
        expect(consumers.every(({ name }) => name === "anna" || name === "bo")).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});

const placeText = (sum: UsageSum): string =>
  sumText(
    `${sum.accessKeyId} ${sum.userName} ${sum.model} ${sum.feature} ${sum.isOther}`,
    sum.bucket.startMs,
    sum,
  );

test("the largest keys and users are told apart with the figures they have among all, and the rest is the rest", async () => {
  const buckets = new ZonedBuckets();
  const nothing = await resolveFilter(autocommit(store.ownerOrm), wholeUsage, {
    startDate: new Date(0),
    endDate: new Date(0),
  });
  await fc.assert(
    fc.asyncProperty(
      questionArbitrary,
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(...rankMetrics),
      fc.constantFrom([], ["model"] as const, ["feature"] as const),
      async ({ records, summedCount, filter, dimension, period }, countMax, rankBy, labels) => {
        await remember(records, summedCount);
        const runner = autocommit(store.ownerOrm);
        const asking = { runner, scope: wholeUsage, buckets, nowMs: HISTORY_END_MS };
        const groups = [dimension, ...labels];
        const question = { range: filter, filter: nothing, groups, period, countMax, rankBy };
        const largest = (await largestSums(asking, question)).map(placeText);
        const direct = (await sumsOf(asking, question)).map(placeText);
        expect(largest.toSorted()).toEqual(direct.toSorted());
      },
    ),
    { numRuns: RUNS },
  );
});

test("the top consumers are those with the most tokens", async () => {
  await fc.assert(
    fc.asyncProperty(
      questionArbitrary,
      fc.integer({ min: 1, max: 4 }),
      async ({ records, summedCount, filter, dimension }, countMax) => {
        await remember(records, summedCount);
        const { rows, other } = await store.ledger.queries.topConsumers(
          wholeUsage,
          dimension,
          filter,
          countMax,
        );
        const expected = named(referenceSums(records, dimension, null, filter))
          .map(tokens)
          .toSorted((left, right) => (left < right ? 1 : -1))
          .slice(0, countMax);
        expect(rows.map(tokens)).toEqual(expected);
        const [whole] = referenceSums(records, "none", null, filter);
        const told = rows.reduce((sum, row) => sum + row.requests, other.requests);
        expect(told).toBe(whole?.requests ?? 0n);
        for (const { dimensionId, name } of rows) expect(name).toBe(dimensionId);
      },
    ),
    { numRuns: RUNS },
  );
});

test("the overview is the sum of the records, the failed among them, and who took part", async () => {
  await fc.assert(
    fc.asyncProperty(questionArbitrary, async ({ records, summedCount, filter }) => {
      await remember(records, summedCount);
      const overview = await store.ledger.queries.overview(wholeUsage, filter);
      const [whole] = referenceSums(records, "none", null, filter);
      expect(sumText(null, null, overview)).toBe(
        whole === undefined ? "  0 0 0 0 0 0 0" : sumText(null, null, whole),
      );
      expect(overview.failedRequests).toBe(whole?.failedRequests ?? 0n);
      expect(overview.activeAccessKeys).toBe(
        named(referenceSums(records, "access_key", null, filter)).length,
      );
      expect(overview.activeUsers).toBe(named(referenceSums(records, "user", null, filter)).length);
    }),
    { numRuns: RUNS },
  );
});
