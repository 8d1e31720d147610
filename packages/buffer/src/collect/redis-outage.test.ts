import { BusyError, UnavailableError } from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createBuffer } from "../create-buffer.ts";
import { createWaitingUsage } from "../create-waiting-usage.ts";
import type { RedisBuffer } from "./redis-buffer.ts";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";
import { makeTrafficRecord } from "../testing/index.ts";

let server: OwnRedis;
let buffer: RedisBuffer;
let waiting: WaitingBuffer;
let redis: Redis;

beforeEach(async () => {
  server = await startOwnRedis();
  // A busy machine's disk may take longer to sync than a caller would wait.
  buffer = createBuffer({ url: server.urlAs("server"), commandTimeoutMs: 10_000 });
  waiting = createWaitingUsage({ url: server.urlAs("flusher"), consumer: "test" });
  redis = new Redis(server.adminUrl);
  redis.on("error", () => undefined);
  await buffer.verify();
});
afterEach(async () => {
  await Promise.all([buffer.close(), waiting.close()]);
  redis.disconnect();
  await server.close();
});

const appended = async (): Promise<void> => {
  await vi.waitFor(
    async () => expect(await buffer.append([makeCollectedRecord()])).toEqual(["accepted"]),
    {
      timeout: 10_000,
    },
  );
};

test("while Redis is dead, appends fail at once; when it is back, they work again", async () => {
  await server.kill();
  await expect(buffer.append([makeCollectedRecord()])).rejects.toThrow(UnavailableError);
  const startMs = performance.now();
  await expect(buffer.append([makeCollectedRecord()])).rejects.toThrow(UnavailableError);
  expect(performance.now() - startMs).toBeLessThan(100);
  await expect(buffer.completeUntil()).rejects.toThrow(UnavailableError);
  await server.restart();
  await appended();
});

test("what was accepted is there after Redis was killed, with its counters", async () => {
  const records = [makeCollectedRecord(), makeCollectedRecord()];
  await buffer.append(records);
  const before = await buffer.counter({ type: "access_key", id: "1" }, "day", 0);
  await server.kill();
  await server.restart();
  await vi.waitFor(async () => {
    const entries = await waiting.read(10, 1_000);
    expect(entries.flatMap((entry) => entry.records)).toEqual(records);
  }, 10_000);
  await buffer.verify();
  expect(await buffer.counter({ type: "access_key", id: "1" }, "day", 0)).toEqual(before);
  expect(await buffer.append(records)).toEqual(["duplicate", "duplicate"]);
});

test("a read that waits while Redis dies fails, and the next after its return reads on", async () => {
  await waiting.read(10, 0);
  const reading = waiting.read(10, 5_000);
  await expect.poll(async () => redis.info("clients")).toContain("blocked_clients:1");
  await Promise.all([expect(reading).rejects.toThrow(UnavailableError), server.kill()]);
  await server.restart();
  await appended();
  await vi.waitFor(async () => expect(await waiting.read(10, 100)).toHaveLength(1), 10_000);
});

const pidOfRedis = async (): Promise<number> =>
  Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);

test("while no connection can be completed, appends fail at once rather than queue", async () => {
  const pid = await pidOfRedis();
  process.kill(pid, "SIGSTOP");
  await using early = createBuffer({ url: server.urlAs("server") });
  try {
    const startMs = performance.now();
    await expect(early.append([makeCollectedRecord()])).rejects.toThrow(UnavailableError);
    expect(performance.now() - startMs).toBeLessThan(500);
  } finally {
    process.kill(pid, "SIGCONT");
  }
});

test("a Redis that hangs makes appends fail in time, and a call that gave up may yet have been written", async () => {
  const pid = await pidOfRedis();
  const record = makeCollectedRecord();
  await using usual = createBuffer({ url: server.urlAs("server") });
  await usual.verify();
  process.kill(pid, "SIGSTOP");
  try {
    const startMs = performance.now();
    await expect(usual.append([record])).rejects.toThrow(UnavailableError);
    expect(performance.now() - startMs).toBeLessThan(2_500);
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await vi.waitFor(async () => expect(await buffer.append([record])).toHaveLength(1), 10_000);
  expect(await redis.xlen("tl:{s0}:in")).toBe(1);
});

test("a full Redis refuses appends as busy and can still be emptied", async () => {
  await buffer.append(Array.from({ length: 500 }, () => makeTrafficRecord()));
  await waiting.read(1, 0);
  await redis.config("SET", "maxmemory", "1mb");
  await expect(buffer.append([makeCollectedRecord()])).rejects.toThrow(BusyError);
  await using heir = createWaitingUsage({
    url: server.urlAs("flusher"),
    consumer: "heir",
    claimIdleMs: 1,
  });
  await vi.waitFor(async () => {
    const entries = await heir.read(1_000, 10);
    expect(entries).toHaveLength(1);
    expect(await heir.settle(entries, [])).toBe(1);
  }, 10_000);
  expect(await redis.xlen("tl:{s0}:in")).toBe(0);
  expect(await buffer.backlog()).toMatchObject({ recordCount: 0, byteCount: 0 });
});

const bufferClient = async (): Promise<string | undefined> =>
  /id=(\d+) .*name=tokenledger-buffer /.exec(z.string().parse(await redis.client("LIST")))?.[1];

test("a Redis that turned into a replica is unavailable and connected to anew, in case another is the master now", async () => {
  const client = await bufferClient();
  await redis.replicaof("127.0.0.1", "1");
  await expect(buffer.append([makeCollectedRecord()])).rejects.toThrow(UnavailableError);
  await expect.poll(async () => [undefined, client].includes(await bufferClient())).toBe(false);
  await redis.replicaof("NO", "ONE");
  await appended();
});

test("waiting for a Redis that is not there ends in time", async () => {
  await server.kill();
  const errors: Error[] = [];
  const lonely = createBuffer({
    url: server.urlAs("server"),
    onConnectionError: (error) => errors.push(error),
  });
  await expect(lonely.verify(50)).rejects.toThrow(UnavailableError);
  expect(errors.length).toBeGreaterThan(0);
  await lonely.close();
  await expect(lonely.verify(50)).rejects.toThrow(UnavailableError);
});
