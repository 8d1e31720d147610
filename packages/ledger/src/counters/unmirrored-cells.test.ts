import { UnavailableError, periodTypes, type StatisticsTotals } from "@tokenledger/usage";
import { collectedRecordArbitrary, makeCollectedRecord } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const cellOf = ({ dimension, periodType, periodStartMs }: StatisticsTotals): string =>
  `${dimension.type} ${dimension.id} ${periodType} ${periodStartMs}`;

/** Running totals as Redis keeps them: the newest revision of each cell. */
class Totals {
  readonly cells = new Map<string, StatisticsTotals>();

  readonly mirror = async (totals: readonly StatisticsTotals[]): Promise<void> => {
    for (const cell of totals) {
      const known = this.cells.get(cellOf(cell));
      if (known === undefined || known.revision < cell.revision) this.cells.set(cellOf(cell), cell);
    }
    return Promise.resolve();
  };
}

const handOverAll = async ({ mirror }: Totals): Promise<void> => {
  while ((await store.ledger.unmirroredCells.handOver(mirror, 7)) > 0);
};

test("a commit past Redis notes its cells, any other none; handed over, they are forgotten", async () => {
  const totals = new Totals();
  await store.ledger.usage.commit([makeCollectedRecord({ user: "anna" })]);
  expect(await store.ledger.unmirroredCells.handOver(totals.mirror, 100)).toBe(0);
  const record = makeCollectedRecord({ user: "anna" });
  const { totals: committed } = await store.ledger.usage.commitDirect([record]);
  expect(await store.ledger.unmirroredCells.handOver(totals.mirror, 100)).toBe(
    2 * periodTypes.length,
  );
  expect([...totals.cells.values()].toSorted((a, b) => Number(a.revision - b.revision))).toEqual(
    committed.toSorted((a, b) => Number(a.revision - b.revision)),
  );
  expect(await store.ledger.unmirroredCells.handOver(totals.mirror, 100)).toBe(0);
});

test("nothing is forgotten that Redis did not take", async () => {
  await store.ledger.usage.commitDirect([makeCollectedRecord({ user: null })]);
  const away = new UnavailableError("away");
  const refused = store.ledger.unmirroredCells.handOver(async () => Promise.reject(away), 100);
  await expect(refused).rejects.toBe(away);
  expect(await store.ledger.unmirroredCells.handOver(new Totals().mirror, 100)).toBe(
    periodTypes.length,
  );
});

test("a cell that changes while it is handed over stays noted", async () => {
  const totals = new Totals();
  await store.ledger.usage.commitDirect([makeCollectedRecord({ user: null })]);
  await store.ledger.unmirroredCells.handOver(async (cells) => {
    await totals.mirror(cells);
    await store.ledger.usage.commitDirect([makeCollectedRecord({ user: null })]);
  }, 100);
  expect([...totals.cells.values()].map(({ requests }) => requests)).toEqual([1n, 1n, 1n]);
  await handOverAll(totals);
  expect([...totals.cells.values()].map(({ requests }) => requests)).toEqual([2n, 2n, 2n]);
});

test("whatever is committed past Redis, by several at once and handed over by several at once, its totals end as the statistics", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(collectedRecordArbitrary(), { minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (batches) => {
        await emptyUsage(store.ownerOrm);
        const totals = new Totals();
        await Promise.all([
          ...batches.map(async (records) => store.ledger.usage.commitDirect(records)),
          handOverAll(totals),
          handOverAll(totals),
        ]);
        await handOverAll(totals);
        const { totals: stored } = await store.ledger.usage.commit(batches.flat());
        expect(stored.map((cell) => totals.cells.get(cellOf(cell)))).toEqual(stored);
      },
    ),
    { numRuns: 25 },
  );
});
