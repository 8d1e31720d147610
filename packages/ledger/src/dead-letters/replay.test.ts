import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import type { CollectedRecord, DeadLetterReason, TotalsMirror } from "@tokenledger/usage";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeadLetter } from "../entities/dead-letter.ts";
import { createLedger, type Ledger } from "../ledger.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const at = new Date("2026-11-23T12:00:00Z");
const later = new Date("2026-11-24T12:00:00Z");

const store = useLedger();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await createLedger({ url: store.urlAs("tokenledger_server") });
});
afterAll(async () => ledger.close());
beforeEach(async () => {
  await emptyUsage(store.ownerOrm);
});

/** A record that is good by now, put aside as an earlier version did. */
const putAside = async (
  record: CollectedRecord,
  reason: DeadLetterReason = "value_refused",
): Promise<string> => {
  const { accessKeyId, eventId, payloadHash } = record;
  const json: unknown = JSON.parse(JSON.stringify(record));
  const letter = { accessKeyId, eventId, payloadHash, reason, detail: "once", record: json };
  const em = store.ownerOrm.em.fork();
  return em.insert(DeadLetter, letter);
};

const outcomesOf = async (ids: readonly string[], isDryRun = false) => {
  const replayed = await ledger.deadLetters.replay({ ids }, at, isDryRun);
  return replayed.map(({ outcome }) => outcome);
};

const counted = async (): Promise<number> => ledger.countKnown("1", await eventIds());

const eventIds = async () =>
  (await ledger.deadLetters.list({ countMax: 100 })).map(({ eventId }) => eventId);

test("a record put aside is counted once, however often and by however many it is replayed", async () => {
  const id = await putAside(makeCollectedRecord({ user: "anna" }));
  expect(await outcomesOf([id], true)).toEqual(["counted"]);
  expect(await counted()).toBe(0);

  const rounds = await Promise.all(Array.from({ length: 5 }, async () => outcomesOf([id])));
  expect(rounds.flat().filter((outcome) => outcome === "counted")).toHaveLength(1);
  expect(await outcomesOf([id])).toEqual(["resolved"]);
  expect(await counted()).toBe(1);
  expect(await ledger.deadLetters.countOpen()).toBe(0);
  expect(await ledger.deadLetters.list({ countMax: 1 })).toMatchObject([{ resolveTime: at }]);
  const invariants = ["statistics", "breakdown", "rollups", "user-rows", "lines"] as const;
  expect(await ledger.checkInvariants({ invariants })).toEqual([]);
  // The running totals are told the sums as they stand.
  const mirror = vi.fn<TotalsMirror>(async () => Promise.resolve());
  await ledger.unmirroredCells.handOver(mirror, 100);
  const told = mirror.mock.calls.flatMap(([totals]) => totals);
  expect(told.find(({ dimension }) => dimension.type === "user")?.dimension.id).toBe("anna");
});

test("a replay broken off between counting and marking is ended by the next", async () => {
  const record = makeCollectedRecord();
  const id = await putAside(record);
  await ledger.usage.commit([record]);
  expect(await outcomesOf([id], true)).toEqual(["already_counted"]);
  expect(await outcomesOf([id])).toEqual(["already_counted"]);
  expect(await ledger.deadLetters.list({ countMax: 1 })).toMatchObject([
    { resolveTime: at, resolution: "already_counted" },
  ]);
});

test("another content under a counted id is told as a conflict, and stays", async () => {
  const record = makeCollectedRecord();
  const rival = { ...record, payloadHash: "0".repeat(32) };
  await ledger.usage.commit([record, rival]);
  const id = await putAside(rival);
  expect(await outcomesOf([id], true)).toEqual(["id_reuse_conflict"]);
  expect(await outcomesOf([id])).toEqual(["id_reuse_conflict"]);
  const conflicts = { reason: "id_reuse_conflict", countMax: 9 } as const;
  expect(await ledger.deadLetters.replay(conflicts, at, false)).toMatchObject([
    { outcome: "id_reuse_conflict", eventId: record.eventId },
  ]);
  expect(await ledger.deadLetters.countOpen()).toBe(2);
  expect(await ledger.deadLetters.counts()).toEqual([
    { reason: "id_reuse_conflict", count: 1, openCount: 1 },
    { reason: "value_refused", count: 1, openCount: 1 },
  ]);
});

test("what is no record yet stays, with what is wrong with it", async () => {
  const line = makeLine({ inputTokens: -1 });
  const bad: readonly Partial<CollectedRecord>[] = [
    { lines: [line] },
    { user: "a\0b" },
    { occurTimeMs: 5 },
    { eventId: "zzz" },
    { accessKeyId: "one" },
    { payloadHash: "xyz" },
  ];
  for (const fault of bad) await ledger.usage.commit([{ ...makeCollectedRecord(), ...fault }]);
  const choice = { reason: "value_refused", countMax: 9 } as const;
  const replayed = await ledger.deadLetters.replay(choice, at, false);
  expect(replayed.map(({ outcome }) => outcome)).toEqual(bad.map(() => "invalid"));
  expect(replayed[0]?.detail).toMatch(/^lines\.0\.inputTokens: /);
  expect(await ledger.deadLetters.countOpen()).toBe(bad.length);
});

test("what the store refuses again stays, and its neighbours are counted", async () => {
  const month = new Date("2026-03-01T00:00:00Z");
  await ledger.ensurePartitions(at, month);
  await ledger.retention.dropMonth(month, at);
  const occurTimeMs = month.getTime() + 5;
  const late = makeCollectedRecord({ eventId: makeEventId(occurTimeMs), occurTimeMs });
  const ids = [
    await putAside(makeCollectedRecord()),
    await putAside(late),
    await putAside(makeCollectedRecord()),
  ];
  expect(await outcomesOf([...ids, "404", "no id"])).toEqual(["counted", "refused", "counted"]);
  expect(await ledger.deadLetters.countOpen()).toBe(1);
});

test("the records of a reason are replayed oldest first, part by part", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push(await putAside(makeCollectedRecord()));
  const reason = "value_refused";
  const first = await ledger.deadLetters.replay({ reason, countMax: 2 }, at, true);
  expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const afterId = first.at(-1)?.id;
  const rest = await ledger.deadLetters.replay({ reason, countMax: 2, afterId }, at, false);
  expect(rest).toMatchObject([{ id: ids[2], outcome: "counted" }]);
  const open = { countMax: 9, openOnly: true, reason } as const;
  expect(await ledger.deadLetters.list(open)).toHaveLength(2);
  expect(await ledger.deadLetters.list({ ...open, reason: "id_reuse_conflict" })).toEqual([]);
});

test("what somebody set aside is not replayed", async () => {
  const id = await putAside(makeCollectedRecord());
  expect(await ledger.deadLetters.resolve(id, later)).toMatchObject({ resolution: "dismissed" });
  expect(await outcomesOf([id])).toEqual(["resolved"]);
  expect(await counted()).toBe(0);
});
