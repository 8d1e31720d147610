import type { CollectedRecord } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createLedger, type Ledger } from "../ledger.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { lockDay, sumDay, type AggregateUnit } from "./aggregate-unit.ts";

const COUNT_BLOCKED = {
  text: sqlFile(new URL("../testing/sql/count-blocked.sql", import.meta.url)),
  row: z.object({ blocked: z.int() }),
};

const WRITERS = 4;
const REBUILDS = 3;
const START_MS = Date.UTC(2026, 10, 10);
const range = { startDate: new Date(START_MS), endDate: new Date(START_MS + 86_400_000) };

const store = useLedger();
const scheduler = useOrm(() => store.urlAs("tokenledger_scheduler"));
/** Sees what sessions of others wait for. */
const watcher = useOrm(() => store.superuserUrl);
let writers: readonly Ledger[];
beforeAll(async () => {
  await store.ledger.ensurePartitions(new Date(), new Date(START_MS));
  writers = await Promise.all(
    Array.from({ length: WRITERS }, async () =>
      createLedger({ url: store.urlAs("tokenledger_ingest") }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(writers.map(async (writer) => writer.close()));
});

const record = (hour: number, index: number): CollectedRecord => {
  const occurTimeMs = START_MS + hour * 3_600_000 + index;
  return makeCollectedRecord({
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
    accessKeyId: String(1 + (index % 3)),
    user: `user ${String(index % 4)}`,
    feature: `feature ${String(index % 2)}`,
  });
};

const broken = async () =>
  store.ledger.checkInvariants({
    invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
  });

const keepCommitting = async (ledger: Ledger, signal: AbortSignal): Promise<number> => {
  let count = 0;
  while (!signal.aborted) {
    const records = Array.from({ length: 30 }, (_, index) => record((count + index) % 24, index));
    await ledger.usage.commit(records);
    count += records.length;
  }
  return count;
};

test("while four writers commit to the same cells, rebuilds in a row change nothing and lose nothing", async () => {
  const stopping = new AbortController();
  const committing = Promise.all(
    writers.map(async (writer) => keepCommitting(writer, stopping.signal)),
  );
  for (let turn = 0; turn < REBUILDS; turn += 1) {
    await store.ledger.aggregates.start({
      ...range,
      kind: "rebuild",
      isDryRun: false,
      dimensionType: null,
      dimensionId: null,
      actor: "erin",
      reason: "a test",
    });
    expect(await store.ledger.aggregates.work("test")).toBe(1);
  }
  stopping.abort();
  const counts = await committing;
  expect(await broken()).toEqual([]);
  const { unitCount, differenceCount } = (await store.ledger.aggregates.list(1))[0] ?? {};
  expect(unitCount).toBeGreaterThan(0);
  // Nothing was wrong, so a difference would have been made by the rebuild itself.
  expect(differenceCount).toBe(0);
  expect(counts.every((count) => count > 0)).toBe(true);
});

const blocked = async (): Promise<number> => {
  const [row] = await autocommit(watcher.orm).rows(COUNT_BLOCKED, []);
  return row?.blocked ?? 0;
};

/** A commit that comes between a rebuild's reading and its writing. @returns what is wrong afterwards. */
const rebuildAcrossCommit = async (locks: boolean): Promise<readonly object[]> => {
  await emptyUsage(store.ownerOrm);
  const [writer] = writers;
  if (writer === undefined) throw new Error("no writer");
  await writer.usage.commit([record(5, 0)]);
  const unit: AggregateUnit = {
    dimension_type: "access_key",
    dimension_id: "1",
    name: "1",
    startMs: START_MS,
  };
  // So that there is something to write: a sum that is wrong, whichever reading it is held against.
  const spoil =
    "UPDATE usage_statistics SET total_output_tokens = 1 WHERE dimension_type = 'access_key' AND period_type <> 'month'";
  await store.ownerOrm.em.getConnection().execute(spoil);
  const [locked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // Locked, not changed: who finds a changed row looks for its conflict anew, and may come after the rebuild.
  const hold =
    "SELECT 1 AS held FROM usage_statistics WHERE dimension_type = 'access_key' AND period_type <> 'month' FOR UPDATE";
  const held = inTransaction(store.ownerOrm, async (runner) => {
    await runner.rows({ text: hold, row: z.unknown() }, []);
    locked.resolve();
    await gate.promise;
  });
  await locked.promise;
  const committing = writer.usage.commit([record(5, 3)]);
  await expect.poll(blocked).toBe(1);
  const rebuilding = inTransaction(scheduler.orm, async (runner) => {
    if (locks) await lockDay(runner, unit);
    return sumDay(runner, unit, false);
  });
  await expect.poll(blocked).toBe(2);
  gate.resolve();
  await Promise.all([held, committing, rebuilding]);
  return store.ledger.checkInvariants({ invariants: ["statistics"] });
};

test("a commit between a rebuild's reading and its writing is in the sums", async () => {
  expect(await rebuildAcrossCommit(true)).toEqual([]);
});

test("without its locks the same rebuild loses that commit", async () => {
  const differences = await rebuildAcrossCommit(false);
  expect(differences).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ subject: "access_key 1 day 2026-11-10 00:00:00" }),
    ]),
  );
});
