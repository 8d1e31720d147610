import type { CollectedRecord } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { historyArbitrary } from "../testing/history-arbitrary.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";

/** Each run fills and empties the tables of a real database. */
const RUNS = 15;

// Finding the smallest failing example takes many more runs than the law itself.
vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();

/** Everything but `orphans`: these records' keys were never made. */
const brokenInvariants = async () =>
  store.ledger.checkInvariants({
    invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
  });

const storedAfter = async (
  batches: readonly (readonly CollectedRecord[])[],
): Promise<readonly string[]> => {
  await emptyUsage(store.ownerOrm);
  for (const batch of batches) await store.ledger.usage.commit(batch);
  return storedUsage(store.ownerOrm);
};

/** Each record once or more, in any order, in batches of any size. */
const deliveryArbitrary = fc
  .record({ records: historyArbitrary(20), seed: fc.gen() })
  .map(({ records, seed }) => {
    const again = seed(fc.subarray, [...records]);
    const order = [...records, ...again]
      .map((record) => ({ record, rank: seed(fc.nat) }))
      .toSorted((left, right) => left.rank - right.rank)
      .map(({ record }) => record);
    const batches: CollectedRecord[][] = [[]];
    for (const record of order) {
      if (seed(fc.boolean)) batches.push([]);
      batches.at(-1)?.push(record);
    }
    return { records, batches };
  });

test("however records are split, ordered and repeated, the tables end equal", async () => {
  await fc.assert(
    fc.asyncProperty(deliveryArbitrary, async ({ records, batches }) => {
      const delivered = await storedAfter(batches);
      expect(await brokenInvariants()).toEqual([]);
      expect(delivered).toEqual(await storedAfter([records]));
    }),
    { numRuns: RUNS },
  );
});

test("what is sent again, in any other batch, changes nothing, and its cells are told", async () => {
  await fc.assert(
    fc.asyncProperty(deliveryArbitrary, async ({ records, batches }) => {
      const before = await storedAfter([records]);
      for (const batch of batches) {
        const receipt = await store.ledger.usage.commit(batch);
        expect(receipt).toMatchObject({ claimedCount: 0, deadLetterCount: 0 });
        expect(receipt.totals.length > 0).toBe(batch.length > 0);
      }
      expect(await storedUsage(store.ownerOrm)).toEqual(before);
    }),
    { numRuns: RUNS },
  );
});

test("a receipt's totals are what the statistics say, also after several commits", async () => {
  await fc.assert(
    fc.asyncProperty(deliveryArbitrary, async ({ records, batches }) => {
      await emptyUsage(store.ownerOrm);
      const latest = new Map<string, bigint>();
      for (const batch of batches) {
        const { totals } = await store.ledger.usage.commit(batch);
        for (const { dimension, periodType, periodStartMs, requests } of totals) {
          const key = JSON.stringify([dimension, periodType, periodStartMs]);
          expect(requests >= (latest.get(key) ?? 0n)).toBe(true);
          latest.set(key, requests);
        }
      }
      const months = [...latest].filter(([key]) => /access_key.*month/.test(key));
      const counted = months.reduce((sum, [, requests]) => sum + requests, 0n);
      expect(counted).toBe(BigInt(records.length));
    }),
    { numRuns: RUNS },
  );
});
