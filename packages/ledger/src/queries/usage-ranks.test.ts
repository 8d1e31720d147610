import { dimensionTypes, rankMetrics, wholeUsage, type DimensionType } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { autocommit } from "../statement-runner.ts";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";
import type { SumGroup } from "./ask-sums.ts";
import { ranksOf, sumsOf } from "./asking.ts";
import { weightOf } from "./figures.ts";
import { resolveFilter } from "./resolved-filter.ts";
import { ZonedBuckets } from "./zoned-buckets.ts";

vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();
const buckets = new ZonedBuckets();
const HOUR_MS = 3_600_000;

const groupings = (dimension: DimensionType): readonly (readonly SumGroup[])[] => [
  [dimension],
  [dimension, "model"],
  [dimension, "feature"],
];

/** Some hours of a history, cut within the first and the last of them. */
const rangeArbitrary = fc
  .tuple(fc.integer({ min: HISTORY_START_MS, max: HISTORY_END_MS }), fc.nat(400 * HOUR_MS))
  .map(([startMs, lengthMs]) => ({
    startDate: new Date(startMs),
    endDate: new Date(startMs + lengthMs),
  }));

test("groups are ranked as their sums are, by every metric, and none is among them that used nothing", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(15), rangeArbitrary, async (records, range) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      const runner = autocommit(store.ownerOrm);
      const asking = { runner, scope: wholeUsage, buckets, nowMs: HISTORY_END_MS };
      const filter = await resolveFilter(runner, wholeUsage, range);
      for (const rankBy of rankMetrics) {
        for (const groups of dimensionTypes.flatMap(groupings)) {
          const question = { range, filter, groups, rankBy, period: null };
          const sums = await sumsOf(asking, question);
          const expected = sums.map((sum) => ({
            accessKeyId: sum.accessKeyId,
            userId: sum.userId,
            model: sum.model,
            feature: sum.feature,
            weight: weightOf(rankBy, sum),
          }));
          expect(await ranksOf(asking, question)).toEqual(expected);
          expect(await ranksOf(asking, { ...question, countMax: 2 })).toEqual(expected.slice(0, 2));
        }
      }
    }),
    { numRuns: 25 },
  );
});
