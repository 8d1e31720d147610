import { startOwnRedisCluster } from "@tokenledger/services/testing";
import type { WaitingEntry } from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBuffer } from "./create-buffer.ts";
import { createWaitingUsage } from "./create-waiting-usage.ts";
import type { WaitingBuffer } from "./waiting/waiting-buffer.ts";

const SHARDS = 4;
const KEYS = 16;
/** Calls to each key that must be accepted after the master was killed. */
const CALLS_AFTER = 3;

let cluster: Awaited<ReturnType<typeof startOwnRedisCluster>>;
beforeAll(async () => {
  cluster = await startOwnRedisCluster(1);
}, 300_000);
afterAll(async () => cluster.close());

/** Kills a master, and brings it back once its replica has taken its place: no other is there to take what is accepted next. */
const failOver = async (): Promise<void> => {
  const [master, , , replica] = cluster.nodes;
  await master?.stop();
  const observer = new Redis({ port: replica?.port ?? 0, maxRetriesPerRequest: null });
  await expect
    .poll(async () => observer.info("replication"), { timeout: 120_000 })
    .toContain("role:master");
  observer.disconnect();
  await master?.restart();
};

/** Reads and settles as a flusher does, through everything, until nothing has waited for a while. */
const flushUntil = async (
  waiting: WaitingBuffer,
  read: Set<string>,
  signal: AbortSignal,
): Promise<void> => {
  for (let quiet = 0; quiet < SHARDS || !signal.aborted;) {
    const entries: readonly WaitingEntry[] = await waiting.read(1_000, 100).catch(() => []);
    for (const { records } of entries) for (const { eventId } of records) read.add(eventId);
    if (entries.length > 0) await waiting.settle(entries, []).catch(() => undefined);
    quiet = signal.aborted && entries.length === 0 ? quiet + 1 : 0;
  }
};

test("replicated: what was accepted before, during and after a master was killed is all read, by the same reader", async () => {
  const options = { shards: SHARDS };
  await using buffer = createBuffer({
    ...options,
    url: cluster.urlAs("server"),
    commandTimeoutMs: 10_000,
    durability: "replicated",
  });
  await using waiting = createWaitingUsage({
    ...options,
    url: cluster.urlAs("flusher"),
    consumer: "test",
    claimIdleMs: 1_000,
  });
  await buffer.verify(60_000);
  const accepted: string[] = [];
  const append = async (key: number): Promise<boolean> => {
    const record = makeCollectedRecord({ accessKeyId: String(key) });
    const [status] = await buffer.append([record]).catch(() => ["refused"]);
    if (status === "accepted") accepted.push(record.eventId);
    return status === "accepted";
  };
  const stopping = new AbortController();
  const read = new Set<string>();
  const flushing = flushUntil(waiting, read, stopping.signal);
  const appendUntilTaken = async (key: number): Promise<void> => {
    await expect.poll(async () => append(key), { timeout: 200_000 }).toBe(true);
  };
  for (let key = 0; key < KEYS; key += 1) await appendUntilTaken(key);
  const failedOver = failOver();
  await Promise.all(
    Array.from({ length: KEYS }, async (_, key) => {
      for (let call = 0; call < CALLS_AFTER; call += 1) {
        await appendUntilTaken(key);
      }
    }),
  );
  await failedOver;
  stopping.abort();
  await flushing;
  expect(accepted.length).toBe(KEYS * (1 + CALLS_AFTER));
  expect(accepted.filter((eventId) => !read.has(eventId))).toEqual([]);
  await expect.poll(async () => (await buffer.backlog()).entryCount, { timeout: 60_000 }).toBe(0);
}, 300_000);
