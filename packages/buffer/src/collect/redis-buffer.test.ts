import { BusyError, InvalidInputError, type CollectedRecord } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBuffer } from "../create-buffer.ts";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const everything = async (): Promise<Record<string, string>> => {
  const keys = (await at.redis.keys("*")).sort();
  const dumps = await Promise.all(
    keys.map(async (key) => [key, (await at.redis.dumpBuffer(key)).toString("hex")] as const),
  );
  return Object.fromEntries(dumps);
};

const readAll = async (): Promise<readonly CollectedRecord[]> =>
  (await at.waiting.read(10_000, 0)).flatMap(({ records }) => records);

test("what is appended waits for the flusher, unchanged, as one entry", async () => {
  const records = Array.from({ length: 500 }, () => makeTrafficRecord());
  expect(await at.buffer.append(records)).toEqual(records.map(() => "accepted"));
  expect(await at.redis.xlen(at.keys.stream)).toBe(1);
  expect(await readAll()).toEqual(records);
});

test("a record sent again is a duplicate and is not kept again", async () => {
  const first = makeCollectedRecord();
  const second = makeCollectedRecord();
  const third = makeCollectedRecord();
  await at.buffer.append([first, second]);
  const before = await everything();
  expect(await at.buffer.append([second, first])).toEqual(["duplicate", "duplicate"]);
  expect(await everything()).toEqual(before);
  expect(await at.buffer.append([first, third, second])).toEqual([
    "duplicate",
    "accepted",
    "duplicate",
  ]);
  expect(await readAll()).toEqual([first, second, third]);
});

test("a record twice in one call is kept once", async () => {
  const record = makeCollectedRecord();
  const copy = structuredClone(record);
  expect(await at.buffer.append([record, copy, record])).toEqual([
    "accepted",
    "duplicate",
    "duplicate",
  ]);
  expect(await readAll()).toEqual([record]);
});

test("a used id with other content is not taken for a re-send: the ledger must see it", async () => {
  const record = makeCollectedRecord();
  const other = { ...record, payloadHash: "f".repeat(32) };
  await at.buffer.append([record]);
  expect(await at.buffer.append([other])).toEqual(["accepted"]);
  expect(await readAll()).toEqual([record, other]);
});

test("two keys may use the same id", async () => {
  const record = makeCollectedRecord();
  await at.buffer.append([record]);
  expect(await at.buffer.append([{ ...record, accessKeyId: "2" }])).toEqual(["accepted"]);
});

test("an id is forgotten after its time, and the record is then kept again", async () => {
  const forgetful = createBuffer({ url: at.urlAs("server"), rememberMs: 1 });
  await forgetful.verify();
  const record = makeCollectedRecord();
  await forgetful.append([record]);
  await expect
    .poll(async () => at.redis.keys(`${at.keys.seen("1", record.occurTimeMs)}*`))
    .toEqual([]);
  expect(await forgetful.append([record])).toEqual(["accepted"]);
  await forgetful.close();
});

test("calls of one turn of the event loop share an entry, and each gets its own statuses", async () => {
  const known = makeCollectedRecord();
  await at.buffer.append([known]);
  const calls = [[makeCollectedRecord()], [known, makeCollectedRecord()], [known]];
  expect(await Promise.all(calls.map(async (records) => at.buffer.append(records)))).toEqual([
    ["accepted"],
    ["duplicate", "accepted"],
    ["duplicate"],
  ]);
  expect(await at.redis.xlen(at.keys.stream)).toBe(2);
});

test("a turn with more than an entry may hold takes several", async () => {
  const calls = Array.from({ length: 1_500 }, () => makeCollectedRecord());
  await Promise.all(calls.map(async (record) => at.buffer.append([record])));
  expect(await at.redis.xlen(at.keys.stream)).toBe(2);
  expect(await readAll()).toHaveLength(1_500);
});

test("a full buffer answers busy and writes nothing", async () => {
  const records = Array.from({ length: 100 }, () => makeTrafficRecord());
  const small = createBuffer({ url: at.urlAs("server"), waitingBytesMax: 12_000 });
  await small.verify();
  await small.append(records.slice(0, 50));
  const before = await everything();
  await expect(small.append(records)).rejects.toThrow(BusyError);
  await expect(small.append(records.slice(50))).rejects.toThrow(BusyError);
  expect(await everything()).toEqual(before);
  await small.close();
});

test("a re-send to a full buffer is busy, never a duplicate of what may yet be lost", async () => {
  const small = createBuffer({ url: at.urlAs("server"), waitingBytesMax: 3_000 });
  await small.verify();
  const record = makeCollectedRecord();
  await small.append([record]);
  await expect(
    small.append([record, ...Array.from({ length: 50 }, () => makeTrafficRecord())]),
  ).rejects.toThrow(BusyError);
  await small.close();
});

test("settling makes room again", async () => {
  const records = Array.from({ length: 50 }, () => makeTrafficRecord());
  const small = createBuffer({ url: at.urlAs("server"), waitingBytesMax: 12_000 });
  await small.verify();
  await small.append(records);
  await at.waiting.settle(await at.waiting.read(1_000, 0), []);
  expect(await small.append(records.map(() => makeTrafficRecord()))).toContain("accepted");
  await small.close();
});

test("more records than a call may carry are refused, and none is kept", async () => {
  const records = Array.from({ length: 501 }, () => makeCollectedRecord());
  await expect(at.buffer.append(records)).rejects.toThrow(InvalidInputError);
  expect(await at.buffer.append([])).toEqual([]);
  expect(await at.redis.dbsize()).toBe(0);
});

test("ids of one call may lie weeks apart", async () => {
  const dayMs = 86_400_000;
  const records = Array.from({ length: 35 }, (_, day) =>
    makeCollectedRecord({ eventId: makeEventId(Date.now() - day * dayMs) }),
  );
  await at.buffer.append(records);
  expect(await at.buffer.append(records)).toEqual(records.map(() => "duplicate"));
});

test("the ledger is complete until the oldest entry that waits, read or not; else until now", async () => {
  const before = await at.buffer.completeUntil();
  await at.buffer.append([makeCollectedRecord()]);
  const oldest = (await at.buffer.backlog()).oldest;
  await at.buffer.append([makeCollectedRecord()]);
  expect(oldest?.getTime()).toBeGreaterThanOrEqual(before.getTime());
  const entries = await at.waiting.read(1, 0);
  await expect.poll(async () => (await at.buffer.backlog()).now > (oldest ?? 0)).toBe(true);
  expect(await at.buffer.completeUntil()).toEqual(oldest);
  await at.waiting.settle(entries, []);
  expect((await at.buffer.completeUntil()).getTime()).toBeGreaterThan(oldest?.getTime() ?? 0);
});

test("the backlog tells what waits, and accepted is always settled plus waiting", async () => {
  expect(await at.buffer.backlog()).toMatchObject({
    entryCount: 0,
    recordCount: 0,
    byteCount: 0,
    oldest: null,
  });
  await at.buffer.append([makeCollectedRecord(), makeCollectedRecord()]);
  await at.buffer.append([makeCollectedRecord()]);
  const [first] = await at.waiting.read(2, 0);
  await at.waiting.settle(first === undefined ? [] : [first], []);
  const waits = await at.waiting.read(2, 0);
  expect(await at.buffer.backlog()).toMatchObject({
    entryCount: 1,
    recordCount: 1,
    byteCount: waits[0]?.byteCount,
    acceptedCount: 3,
    settledCount: 2,
  });
});

test("closing waits for calls in flight, and closing twice is no error", async () => {
  const closing = createBuffer({ url: at.urlAs("server") });
  await closing.verify();
  const call = closing.append([makeCollectedRecord()]);
  await Promise.all([closing.close(), closing.close()]);
  expect(await call).toEqual(["accepted"]);
  await closing[Symbol.asyncDispose]();
});
