import {
  outcomes,
  qualities,
  statusClasses,
  wholeUsage,
  type StatusClass,
} from "@tokenledger/usage";
import { zonedPeriodTypes } from "@tokenledger/usage/zoned-periods";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { UsageOutcomeDay } from "../entities/usage-outcome-day.ts";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { referenceSums } from "../testing/reference-sums.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { sumText, sumTexts } from "../testing/sum-texts.ts";
import { useLedger } from "../testing/use-ledger.ts";

vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Both days of a history lie wholly in it. */
const wide = {
  startDate: new Date(HISTORY_START_MS - DAY_MS),
  endDate: new Date(HISTORY_END_MS + DAY_MS),
};

const someOf = <Item>(...items: readonly Item[]): fc.Arbitrary<Item[]> => fc.subarray([...items]);

const questionArbitrary = fc.record({
  filter: fc.record({
    outcomes: someOf(...outcomes),
    qualities: someOf(...qualities),
    statuses: someOf<number | StatusClass>(...statusClasses, 200, 429),
    timeZone: fc.constantFrom("UTC", "Asia/Shanghai", "Asia/Kolkata", "America/St_Johns"),
  }),
  labels: fc.oneof(
    fc.constant({}),
    fc.record({ models: someOf("claude-opus-5-5", "claude-haiku-5-5") }),
    fc.record({ features: someOf("chat", "search") }),
  ),
  range: fc.oneof(
    fc.constant(wide),
    fc.nat(4 * HOUR_MS).map((lateMs) => ({
      startDate: new Date(HISTORY_START_MS + lateMs),
      endDate: wide.endDate,
    })),
  ),
  period: fc.constantFrom(...zonedPeriodTypes),
  group: fc.constantFrom("none" as const, "model", "feature"),
});

test("how requests ended is the same out of the sums of days as out of the records", async () => {
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(15),
      fc.array(questionArbitrary, { minLength: 12, maxLength: 12 }),
      async (records, questions) => {
        await emptyUsage(store.ownerOrm);
        await store.ledger.usage.commit(records);
        await store.ledger.aggregates.sumDays(new Date(HISTORY_END_MS + DAY_MS));
        expect(await store.ownerOrm.em.fork().count(UsageOutcomeDay)).toBeGreaterThan(0);
        for (const { filter, labels, range, period, group } of questions) {
          const asked = { ...filter, ...labels, ...range };
          const { points } = await store.ledger.queries.trends(wholeUsage, period, group, asked);
          const expected = referenceSums(records, group, period, asked);
          expect(
            points
              .map((point) => sumText(point.group, point.periodStart.getTime(), point))
              .toSorted(),
          ).toEqual(sumTexts(expected));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test("the histogram counts every request of summed days once, by how it ended", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(15), async (records) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      await store.ledger.aggregates.sumDays(new Date(HISTORY_END_MS + DAY_MS));
      const buckets = await store.ledger.queries.timeHistogram(wholeUsage, "day", wide);
      const counted = new Map<string, bigint>();
      for (const { outcome, requests } of buckets.flatMap((bucket) => bucket.outcomes)) {
        counted.set(outcome, (counted.get(outcome) ?? 0n) + requests);
      }
      for (const outcome of outcomes) {
        const count = records.filter((record) => record.outcome === outcome).length;
        expect(counted.get(outcome) ?? 0n).toBe(BigInt(count));
      }
    }),
    { numRuns: 20 },
  );
});
