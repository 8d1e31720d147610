import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "@tokenledger/buffer/testing";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import type { CollectedRecord } from "@tokenledger/usage";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startFlusherProcess, type FlusherProcess } from "../testing/flusher-process.ts";

let store: TestLedger;
let at: TestBuffer;

beforeAll(async () => {
  [store, at] = await Promise.all([createTestLedger(), createTestBuffer()]);
});
beforeEach(async () => at.empty());
afterAll(async () => {
  await Promise.all([store.close(), at.close()]);
});

// Each test starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });
const WAIT_MS_MAX = 40_000;

const start = (settings: Record<string, string> = {}): FlusherProcess =>
  startFlusherProcess({
    DATABASE_URL: store.urlAs("tokenledger_ingest"),
    REDIS_URL: at.urlAs("flusher"),
    FLUSH_CONSUMER: "flusher",
    FLUSH_WAIT_MS: "50",
    ...settings,
  });

const appendRecords = async (count: number): Promise<readonly CollectedRecord[]> => {
  const records = Array.from({ length: count }, () => makeTrafficRecord());
  await at.buffer.append(records);
  return records;
};

const drained = async (): Promise<void> => {
  await vi.waitFor(async () => expect((await at.buffer.backlog()).entryCount).toBe(0), WAIT_MS_MAX);
};

/** Counting the same records once more tells what the ledger holds of them, and changes nothing. */
const expectCountedOnce = async (records: readonly CollectedRecord[]): Promise<void> => {
  const before = await store.ledger.usage.commit(records);
  expect(before).toMatchObject({ claimedCount: 0, deadLetterCount: 0 });
  const again = await store.ledger.usage.commit(records);
  expect(again.totals).toEqual(before.totals);
};

const requestsInLedger = async (record: CollectedRecord): Promise<bigint | undefined> => {
  const { totals } = await store.ledger.usage.commit([record]);
  return totals.find(
    ({ dimension, periodType }) => dimension.type === "access_key" && periodType === "month",
  )?.requests;
};

test("what was collected is counted, and the counters say so", async () => {
  await using flusher = start();
  await flusher.ready;
  const records = await appendRecords(300);
  await drained();
  await expectCountedOnce(records);
  expect(await at.redis.keys(at.keys.pend({ type: "access_key", id: "*" }))).toEqual([]);
});

test.each(["read", "committed", "settled"])(
  "a flusher killed when it had %s loses nothing and counts nothing twice",
  async (step) => {
    await appendRecords(1);
    await using killed = start({ TOKENLEDGER_CRASH_AT: `${step}:2`, FLUSH_RECORDS_MAX: "200" });
    const records = await appendRecords(200);
    expect(await killed.ended).toEqual({ code: null, signal: "SIGKILL" });
    await using next = start();
    await drained();
    await next.ready;
    const accessKeyId = "1";
    const key = { type: "access_key", id: accessKeyId } as const;
    await expectCountedOnce(records);
    expect(await at.redis.exists(at.keys.pend(key))).toBe(0);
    const [record] = records;
    if (record === undefined) throw new Error("no record");
    const startMs = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth());
    const counter = await at.buffer.counter(key, "month", startMs);
    expect(counter.base?.requests).toBe(await requestsInLedger(record));
  },
);

test("entries of a dead flusher are taken over by another", async () => {
  const records = await appendRecords(10);
  await using killed = start({ TOKENLEDGER_CRASH_AT: "committed", FLUSH_CONSUMER: "dead" });
  await killed.ended;
  await using heir = start({ FLUSH_CONSUMER: "heir", FLUSH_CLAIM_IDLE_MS: "10" });
  await heir.ready;
  await drained();
  await expectCountedOnce(records);
  expect(heir.output()).toContain("ready");
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it in order, with code 0", async (signal) => {
  await using flusher = start();
  await flusher.ready;
  flusher.child.kill(signal);
  expect(await flusher.ended).toEqual({ code: 0, signal: null });
  expect(flusher.output()).toContain(`"reason":"${signal}"`);
});

test("the death of its starter ends it in order", async () => {
  await using flusher = start();
  await flusher.ready;
  flusher.child.disconnect();
  expect(await flusher.ended).toEqual({ code: 0, signal: null });
});

test("a second signal ends it at once", async () => {
  await using flusher = start({ FLUSH_WAIT_MS: "5000" });
  await flusher.ready;
  flusher.child.kill("SIGTERM");
  flusher.child.kill("SIGINT");
  expect(await flusher.ended).toEqual({ code: 1, signal: null });
});

test("a flusher that has grown too large finishes its batch and ends, to be started afresh", async () => {
  await appendRecords(10);
  await using flusher = start({ FLUSH_RSS_MB_MAX: "1" });
  expect(await flusher.ended).toEqual({ code: 0, signal: null });
  expect(flusher.output()).toContain(`"reason":"memory"`);
  await drained();
});

test("wrong settings are all named, and nothing is started", async () => {
  await using flusher = startFlusherProcess({ REDIS_URL: "nonsense", FLUSH_RECORDS_MAX: "0" });
  expect(await flusher.ended).toEqual({ code: 1, signal: null });
  for (const name of ["DATABASE_URL", "REDIS_URL", "FLUSH_RECORDS_MAX"]) {
    expect(flusher.output()).toContain(name);
  }
});

test("the log never shows what was recorded", async () => {
  await using flusher = start({ LOG_LEVEL: "trace" });
  await flusher.ready;
  const [record] = await appendRecords(1);
  await at.redis.xadd(at.keys.stream, "*", "v", "99", "n", "1", "d", "[]", "b", "secret-body");
  await vi.waitFor(() => expect(flusher.output()).toContain("left pending"), WAIT_MS_MAX);
  await vi.waitFor(() => expect(flusher.output()).toContain(`"recordCount":1`), WAIT_MS_MAX);
  for (const text of ["secret-body", record?.requestId ?? "", record?.eventId ?? ""]) {
    expect(flusher.output()).not.toContain(text);
  }
});
