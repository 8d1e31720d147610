import { trendGroups, wholeUsage, type Figures } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { figuresOf, noFigures } from "./figures.ts";

const RUNS = 12;
const HOUR_MS = 3_600_000;
const HALF_MS = (HISTORY_END_MS - HISTORY_START_MS) / 2;

vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();

const middle = new Date(HISTORY_START_MS + HALF_MS);
const before = { startDate: new Date(HISTORY_START_MS), endDate: middle };
const range = { startDate: middle, endDate: new Date(HISTORY_END_MS) };

const withRecords = (
  check: () => Promise<void>,
): fc.IAsyncPropertyWithHooks<[Parameters<typeof store.ledger.usage.commit>[0]]> =>
  fc.asyncProperty(historyArbitrary(12), async (records) => {
    await emptyUsage(store.ownerOrm);
    await store.ledger.usage.commit(records);
    await check();
  });

test("a tile says what it was before: the previous stretch's own answer", async () => {
  await fc.assert(
    withRecords(async () => {
      const { queries } = store.ledger;
      const compared = await queries.overview(wholeUsage, { ...range, compare: before });
      const { previous: _none, ...was } = await queries.overview(wholeUsage, before);
      expect(compared.previous).toEqual(was);
    }),
    { numRuns: RUNS },
  );
});

test("each consumer says what it used before, and none is larger than what is left out allows", async () => {
  await fc.assert(
    withRecords(async () => {
      const { queries } = store.ledger;
      for (const type of ["access_key", "user", "model", "feature"] as const) {
        const filter = { ...range, compare: before };
        const { rows } = await queries.topConsumers(wholeUsage, type, filter, 2);
        const all = await queries.topConsumers(wholeUsage, type, before, 100);
        const was = new Map(all.rows.map((row) => [row.dimensionId, figuresOf(row)]));
        for (const { dimensionId, previous } of rows) {
          expect(previous).toEqual(was.get(dimensionId) ?? noFigures);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test("each row of the statistics stands beside the period in the same place before", async () => {
  await fc.assert(
    withRecords(async () => {
      const { queries } = store.ledger;
      const filter = { ...range, compare: before };
      const rows = await queries.statistics(wholeUsage, "access_key", "hour", filter);
      const all = await queries.statistics(wholeUsage, "access_key", "hour", before);
      for (const { dimensionId, periodStart, previous } of rows) {
        const was = all.find(
          (row) =>
            row.dimensionId === dimensionId &&
            row.periodStart.getTime() === periodStart.getTime() - HALF_MS,
        );
        expect(previous).toEqual(was === undefined ? noFigures : figuresOf(was));
      }
    }),
    { numRuns: RUNS },
  );
});

const sumOf = (figures: readonly Figures[]): readonly bigint[] => [
  figures.reduce((sum, { requests }) => sum + requests, 0n),
  figures.reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n),
  figures.reduce((sum, { cacheReadInputTokens: read }) => sum + read, 0n),
];

test("however a trend is split, its parts are the whole, over time and in total, the largest and the rest", async () => {
  const groups = fc.constantFrom(...trendGroups);
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(12),
      groups,
      groups,
      fc.integer({ min: 1, max: 3 }),
      async (records, group, subgroup, countMax) => {
        await emptyUsage(store.ownerOrm);
        await store.ledger.usage.commit(records);
        const { queries } = store.ledger;
        const filter = { ...range, subgroup, countMax, compare: before };
        const { points, totals, previous } = await queries.trends(
          wholeUsage,
          "hour",
          group,
          filter,
        );
        const whole = await queries.overview(wholeUsage, range);
        expect(sumOf(points)).toEqual(sumOf([whole]));
        expect(sumOf(totals)).toEqual(sumOf([whole]));
        expect(totals.filter(({ isOther }) => !isOther).length).toBeLessThanOrEqual(countMax + 1);
        const was = await queries.overview(wholeUsage, before);
        expect(sumOf(previous?.points ?? [])).toEqual(sumOf([was]));
      },
    ),
    { numRuns: 30 },
  );
});

test("cache writes come apart by lifetime when asked, and only then", async () => {
  await fc.assert(
    withRecords(async () => {
      const { queries } = store.ledger;
      const filter = { ...range, isByLifetime: true };
      const [asked] = (await queries.trends(wholeUsage, "month", "none", filter)).points;
      const [unasked] = (await queries.trends(wholeUsage, "month", "none", range)).points;
      expect(unasked?.cacheWrite5mTokens ?? null).toBeNull();
      if (asked === undefined) return;
      const parts = (asked.cacheWrite5mTokens ?? 0n) + (asked.cacheWrite1hTokens ?? 0n);
      expect(parts <= asked.cacheCreationInputTokens).toBe(true);
      expect(asked.cacheWrite5mTokens).not.toBeNull();
      expect(asked.costPicoUsd).toBe(unasked?.costPicoUsd);
    }),
    { numRuns: RUNS },
  );
});

test("the histogram counts every request once, by how it ended", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(12), fc.boolean(), async (records, isFiltered) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      const whole = { startDate: before.startDate, endDate: range.endDate };
      const found = await store.ledger.queries.timeHistogram(wholeUsage, "hour", {
        ...whole,
        ...(isFiltered ? { qualities: ["final" as const, "none"] } : {}),
      });
      const counted = records.filter(({ quality }) => !isFiltered || quality !== "provisional");
      for (const { periodStart, requests, outcomes } of found) {
        const within = counted.filter(
          ({ occurTimeMs }) =>
            Math.floor(occurTimeMs / HOUR_MS) * HOUR_MS === periodStart.getTime(),
        );
        expect(requests).toBe(BigInt(within.length));
        for (const { outcome, requests: count } of outcomes) {
          expect(count).toBe(BigInt(within.filter((one) => one.outcome === outcome).length));
        }
      }
      const sum = found.reduce((all, { requests }) => all + requests, 0n);
      expect(sum).toBe(BigInt(counted.length));
    }),
    { numRuns: RUNS },
  );
});
