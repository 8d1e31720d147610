import {
  UnavailableError,
  UnreadableError,
  type CollectedRecord,
  type WaitingEntry,
} from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createWaitingUsage, type WaitingUsageSettings } from "../create-waiting-usage.ts";
import { ENTRY_VERSION } from "../entry/entry-body.ts";
import { packRecords } from "../entry/pack-records.ts";
import { FLUSH_GROUP } from "../keys.ts";
import type { WaitingBuffer } from "./waiting-buffer.ts";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const asConsumer = async <Result>(
  settings: Partial<WaitingUsageSettings>,
  use: (waiting: WaitingBuffer) => Promise<Result>,
): Promise<Result> => {
  await using waiting = createWaitingUsage({
    consumer: "another",
    ...settings,
    url: at.urlAs("flusher"),
  });
  return await use(waiting);
};

const recordsOf = (entries: readonly WaitingEntry[]): readonly CollectedRecord[] =>
  entries.flatMap(({ records }) => records);

const idsOf = (entries: readonly WaitingEntry[]): readonly string[] =>
  entries.map(({ entryId }) => entryId);

const appendEntries = async (recordCounts: readonly number[]): Promise<void> => {
  for (const count of recordCounts) {
    await at.buffer.append(Array.from({ length: count }, () => makeTrafficRecord()));
  }
};

test("entries that came before there was a group are read", async () => {
  const record = makeCollectedRecord();
  await at.buffer.append([record]);
  expect(recordsOf(await at.waiting.read(10, 0))).toEqual([record]);
});

test("a read waits for the first entry and returns with it", async () => {
  const reading = at.waiting.read(10, 5_000);
  const record = makeCollectedRecord();
  await at.buffer.append([record]);
  expect(recordsOf(await reading)).toEqual([record]);
});

test("a read of an empty stream ends after its time", async () => {
  expect(await at.waiting.read(10, 20)).toEqual([]);
  expect(await at.waiting.read(10, 0)).toEqual([]);
});

test("reads are bounded by records, whatever the entries hold", async () => {
  await appendEntries([500, 500, 500, 1, 1, 1, 300, 400, 1]);
  const counts: number[] = [];
  for (;;) {
    const entries = await at.waiting.read(700, 0);
    if (entries.length === 0) break;
    counts.push(recordsOf(entries).length);
    await at.waiting.settle(entries, []);
  }
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_204);
  expect(Math.max(...counts)).toBeLessThanOrEqual(700);
});

test("an entry larger than asked for is handed out alone", async () => {
  await appendEntries([50, 50]);
  const first = await at.waiting.read(10, 0);
  expect(first).toHaveLength(1);
  await at.waiting.settle(first, []);
  expect(await at.waiting.read(10, 0)).toHaveLength(1);
});

test("small entries fill a batch", async () => {
  await appendEntries(Array.from({ length: 150 }, () => 1));
  const first = await at.waiting.read(100, 0);
  expect(first).toHaveLength(100);
  await at.waiting.settle(first, []);
  expect(await at.waiting.read(100, 0)).toHaveLength(50);
});

test("what was read and not settled is read again, first and in order, as much as is asked for", async () => {
  await appendEntries([1, 1, 1, 1]);
  const read = await at.waiting.read(3, 0);
  expect(await at.waiting.read(2, 0)).toEqual(read.slice(0, 2));
  await at.waiting.settle(read.slice(0, 1), []);
  const again = await at.waiting.read(10, 0);
  expect(again.slice(0, 2)).toEqual(read.slice(1));
  expect(again).toHaveLength(3);
});

test("a consumer that comes back finds its unsettled entries before new ones", async () => {
  await appendEntries(Array.from({ length: 40 }, () => 1));
  const read = await asConsumer({}, async (waiting) => waiting.read(30, 0));
  await appendEntries([1]);
  const again = await asConsumer({}, async (waiting) => waiting.read(30, 0));
  expect(idsOf(again)).toEqual(idsOf(read));
});

test("entries of a dead consumer are taken over after their time, not before", async () => {
  await appendEntries([1, 1]);
  const dead = await asConsumer({}, async (waiting) => waiting.read(10, 0));
  expect(await asConsumer({ consumer: "patient" }, async (w) => w.read(10, 0))).toEqual([]);
  await asConsumer({ consumer: "heir", claimIdleMs: 10 }, async (heir) => {
    await vi.waitFor(async () => expect(idsOf(await heir.read(10, 20))).toEqual(idsOf(dead)));
  });
});

test("entries claimed from oneself while they are held are handed out once", async () => {
  await appendEntries(Array.from({ length: 12 }, () => 1));
  await asConsumer({ claimIdleMs: 1 }, async (waiting) => {
    const ids: string[] = [];
    for (let read = 0; read < 12; read += 1) {
      const entries = await waiting.read(1, 0);
      ids.push(...idsOf(entries));
      await waiting.settle(entries, []);
    }
    expect(new Set(ids).size).toBe(12);
  });
});

test("after FLUSHALL under a waiting read, new entries are read", async () => {
  await at.waiting.read(10, 0);
  const reading = at.waiting.read(10, 5_000);
  await expect.poll(async () => at.redis.info("clients")).toContain("blocked_clients:1");
  await at.redis.flushdb();
  const record = makeCollectedRecord();
  await at.buffer.append([record]);
  expect(recordsOf(await reading)).toEqual([record]);
});

test("a missing group is made anew from the beginning, so that nothing is skipped", async () => {
  await appendEntries([1]);
  const entries = await at.waiting.read(10, 0);
  await at.redis.xgroup("DESTROY", at.keys.stream, FLUSH_GROUP);
  expect(idsOf(await at.waiting.read(10, 0))).toEqual(idsOf(entries));
});

test("entries whose read was answered and never heard are read at the next try", async () => {
  await asConsumer({}, async (waiting) => {
    await waiting.read(10, 0);
    const reading = waiting.read(10, 5_000);
    const clients = z.string().parse(await at.redis.client("LIST"));
    const reader = /id=(\d+) .*name=tokenledger-reader-another /.exec(clients)?.[1] ?? "";
    await Promise.all([
      expect(reading).rejects.toThrow(UnavailableError),
      at.redis.client("KILL", "ID", reader),
    ]);
    await appendEntries([1]);
    await at.redis.xreadgroup("GROUP", FLUSH_GROUP, "another", "STREAMS", at.keys.stream, ">");
    expect(await waiting.read(10, 0)).toHaveLength(1);
  });
});

test("two consumers get different entries", async () => {
  await appendEntries([1, 1]);
  const mine = await at.waiting.read(1, 0);
  const theirs = await asConsumer({}, async (waiting) => waiting.read(10, 0));
  expect(idsOf([...mine, ...theirs])).toEqual([...new Set(idsOf([...mine, ...theirs]))]);
});

const writeRaw = async (fields: Record<string, string>): Promise<string | null> =>
  at.redis.xadd(at.keys.stream, "*", ...Object.entries(fields).flat());

const readable = (): Record<string, string> => ({
  v: ENTRY_VERSION,
  n: "1",
  d: "[]",
  b: packRecords([makeCollectedRecord()]),
});

test.each([
  ["of a later version", { v: "99" }],
  ["whose body is damaged", { b: "{" }],
  ["whose deltas are damaged", { d: "?" }],
  ["that does not hold what it says", { n: "2" }],
  ["that was not written by us", { v: "" }],
])(
  "an entry %s stays pending, is reported once, and holds nothing up",
  async (_, change: Record<string, string>) => {
    const id = await writeRaw({ ...readable(), ...change });
    await appendEntries([1]);
    const reports: string[] = [];
    const onUnreadable = (entryId: string, error: UnreadableError): void => {
      expect(error).toBeInstanceOf(UnreadableError);
      reports.push(entryId);
    };
    await asConsumer({ onUnreadable, claimIdleMs: 1 }, async (waiting) => {
      expect(await waiting.read(10, 0)).toHaveLength(1);
      for (let read = 0; read < 5; read += 1) await waiting.read(10, 10);
      expect(waiting.unreadableCount).toBe(1);
    });
    expect(reports).toEqual([id]);
    const pending = await at.redis.xpending(at.keys.stream, FLUSH_GROUP, "-", "+", 10);
    expect(pending).toHaveLength(2);
  },
);

test("an entry without our fields is unreadable", async () => {
  await writeRaw({ hello: "world" });
  await asConsumer({}, async (waiting) => {
    expect(await waiting.read(10, 20)).toEqual([]);
    expect(waiting.unreadableCount).toBe(1);
  });
});

const claimCount = async (): Promise<number> =>
  Number(/cmdstat_xautoclaim:calls=(\d+)/.exec(await at.redis.info("commandstats"))?.[1] ?? 0);

test("an entry that ends whoever reads it comes alone, after all the others, and holds none of them up", async () => {
  await appendEntries([1, 1]);
  for (let life = 0; life < 6; life += 1) {
    await asConsumer({ consumer: "dying" }, async (waiting) => waiting.read(10, 0));
  }
  await appendEntries([1, 1]);
  await asConsumer({ consumer: "dying", claimIdleMs: 600_000 }, async (waiting) => {
    const others = await waiting.read(10, 0);
    expect(others).toHaveLength(2);
    await waiting.settle(others, []);
    expect(await waiting.read(10, 0)).toEqual([]);
  });
  const told: number[] = [];
  const onSuspect = (_: string, deliveryCount: number): void => void told.push(deliveryCount);
  await asConsumer({ consumer: "dying", claimIdleMs: 1, onSuspect }, async (waiting) => {
    for (const left of [1, 0]) {
      let alone: readonly WaitingEntry[] = [];
      await vi.waitFor(async () => {
        alone = await waiting.read(10, 0);
        expect(alone).toHaveLength(1);
      }, 30_000);
      waiting.prepare(10);
      await waiting.settle(alone, []);
      expect((await at.buffer.backlog()).entryCount).toBe(left);
    }
  });
  expect(told.every((count) => count > 5)).toBe(true);
});

test("an entry that ended three readers while they unpacked it is not unpacked again: it waits, is reported, and holds nothing up", async () => {
  await appendEntries([1]);
  let entryId = "";
  for (let life = 0; life < 6; life += 1) {
    await asConsumer({ consumer: "dying" }, async (waiting) => {
      entryId = idsOf(await waiting.read(10, 0))[0] ?? entryId;
    });
  }
  await at.redis.hset(at.keys.trial(entryId), "unpacking", 3);
  const reported: string[] = [];
  const onUnreadable = (id: string): void => void reported.push(id);
  await asConsumer({ consumer: "dying", claimIdleMs: 1, onUnreadable }, async (waiting) => {
    await vi.waitFor(async () => {
      expect(await waiting.read(10, 0)).toEqual([]);
      expect(reported).toEqual([entryId]);
    }, 30_000);
    await appendEntries([1]);
    expect(await waiting.read(10, 1_000)).toHaveLength(1);
  });
  expect((await at.buffer.backlog()).entryCount).toBe(2);
});

test("unreadable entries by the thousand are passed over without being read in a circle", async () => {
  const pipeline = at.redis.pipeline();
  for (let entry = 0; entry < 1_200; entry += 1) {
    pipeline.xadd(at.keys.stream, "*", "v", "99", "n", "1", "d", "[]", "b", "{}");
  }
  await pipeline.exec();
  const record = makeCollectedRecord();
  await at.buffer.append([record]);
  await asConsumer({ claimIdleMs: 20_000 }, async (waiting) => {
    const entries = await waiting.read(10, 0);
    expect(recordsOf(entries)).toEqual([record]);
    await waiting.settle(entries, []);
    const claims = await claimCount();
    for (let pass = 0; pass < 20; pass += 1) await waiting.read(10, 0);
    expect((await claimCount()) - claims).toBeLessThanOrEqual(2);
  });
});

test("entries deleted while they were pending are passed over", async () => {
  await appendEntries([1, 1]);
  const [first] = await asConsumer({}, async (waiting) => waiting.read(10, 0));
  await at.redis.xdel(at.keys.stream, first?.entryId ?? "");
  expect(await asConsumer({}, async (waiting) => waiting.read(10, 0))).toHaveLength(1);
});

test("consumers that are gone and hold nothing are forgotten; those that hold something never are", async () => {
  await appendEntries([1]);
  await asConsumer({ consumer: "holds" }, async (waiting) => waiting.read(10, 0));
  await asConsumer({ consumer: "empty" }, async (waiting) => waiting.read(10, 0));
  await at.waiting.read(10, 0);
  expect(await at.waiting.removeIdleConsumers(60_000)).toBe(0);
  await vi.waitFor(async () => expect(await at.waiting.removeIdleConsumers(1)).toBe(1));
  const pending = await at.redis.xpending(at.keys.stream, FLUSH_GROUP);
  expect(pending[0]).toBe(1);
});

test("forgetting consumers of a stream that is not there is no error", async () => {
  expect(await at.waiting.removeIdleConsumers(0)).toBe(0);
});

test("closing ends a waiting read, and closing twice is no error", async () => {
  const waiting = createWaitingUsage({ consumer: "another", url: at.urlAs("flusher") });
  await waiting.read(1, 0);
  const reading = waiting.read(10, 5_000);
  await expect.poll(async () => at.redis.info("clients")).toContain("blocked_clients:1");
  await Promise.all([waiting.close(), waiting.close(), expect(reading).rejects.toThrow("Redis")]);
});
