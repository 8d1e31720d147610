import { randomUUID } from "node:crypto";
import type { WaitingEntry } from "@tokenledger/usage";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createWaitingUsage } from "../create-waiting-usage.ts";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "../testing/index.ts";
import type { WaitingBuffer } from "./waiting-buffer.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

/** One that takes over at once what another holds. */
const asConsumer = async <Result>(
  consumer: string,
  use: (waiting: WaitingBuffer) => Promise<Result>,
): Promise<Result> => {
  await using waiting = createWaitingUsage({ consumer, claimIdleMs: 1, url: at.urlAs("flusher") });
  return await use(waiting);
};

const idsOf = (entries: readonly WaitingEntry[]): readonly string[] =>
  entries.map(({ entryId }) => entryId);

const appendEntries = async (recordCounts: readonly number[]): Promise<void> => {
  for (const count of recordCounts) {
    await at.buffer.append(Array.from({ length: count }, () => makeTrafficRecord()));
  }
};

test("what was fetched ahead is handed out by the next read, once", async () => {
  await appendEntries([3, 3, 3, 3]);
  const ids: string[] = [];
  for (let read = 0; read < 4; read += 1) {
    const entries = await at.waiting.read(3, 0);
    at.waiting.prepare(3);
    at.waiting.prepare(3);
    ids.push(...idsOf(entries));
    await at.waiting.settle(entries, []);
  }
  expect(new Set(ids).size).toBe(4);
  expect(await at.waiting.read(3, 0)).toEqual([]);
});

/** Cuts the connection over which this consumer asks; those of other tests on this Redis are theirs. */
const cut = async (consumer: string): Promise<void> => {
  const clients = z.string().parse(await at.redis.call("client", "list"));
  const [, id = ""] =
    new RegExp(`id=(\\d+) .*name=tokenledger-flusher-${consumer} `).exec(clients) ?? [];
  expect(await at.redis.call("client", "kill", "id", id)).toBe(1);
};

test("fetching ahead that fails is made up for by the next read", async () => {
  await appendEntries([1, 1]);
  const consumer = randomUUID();
  await asConsumer(consumer, async (waiting) => {
    const [first] = idsOf(await waiting.read(1, 0));
    await cut(consumer);
    waiting.prepare(1);
    await vi.waitFor(async () => {
      const ids = idsOf(await waiting.read(10, 0));
      expect([ids.length, ids[0]]).toEqual([2, first]);
    }, 30_000);
  });
});

test("under load the entries of a dead consumer do not wait until it is over", async () => {
  await appendEntries(Array.from({ length: 30 }, () => 1));
  await asConsumer("heir", async (heir) => {
    const pass = async (): Promise<readonly string[]> => {
      const entries = await heir.read(1, 0);
      heir.prepare(1);
      await heir.settle(entries, []);
      return idsOf(entries);
    };
    await pass();
    const [dead] = idsOf(await asConsumer("dead", async (waiting) => waiting.read(1, 0)));
    const ids: string[] = [];
    for (let read = 0; read < 27; read += 1) ids.push(...(await pass()));
    expect(ids).toContain(dead);
  });
});
