import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { makeTrafficRecord } from "@tokenledger/buffer/testing";
import { createLedger, migrate, type Ledger } from "@tokenledger/ledger";
import {
  startOwnPostgres,
  startOwnRedis,
  type OwnPostgres,
  type OwnRedis,
} from "@tokenledger/services/testing";
import type { CollectedRecord } from "@tokenledger/usage";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startFlusherProcess, type FlusherProcess } from "../testing/flusher-process.ts";

let postgres: OwnPostgres;
let redis: OwnRedis;
let ledger: Ledger;
let buffer: RedisBuffer;
let flusher: FlusherProcess;

const start = (settings: Record<string, string> = {}): FlusherProcess =>
  startFlusherProcess({
    DATABASE_URL: postgres.urlAs("tokenledger_ingest"),
    REDIS_URL: redis.urlAs("flusher"),
    FLUSH_WAIT_MS: "50",
    ...settings,
  });

// Stores that start and recover, each a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });
const WAIT_MS_MAX = 60_000;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startOwnPostgres(), startOwnRedis()]);
  await migrate(postgres.ownerUrl);
  ledger = await createLedger({ url: postgres.urlAs("tokenledger_server") });
  buffer = createBuffer({ url: redis.urlAs("server"), commandTimeoutMs: 10_000 });
  await buffer.verify();
});
afterEach(async () => flusher[Symbol.asyncDispose]());
afterAll(async () => {
  await Promise.all([buffer.close(), ledger.close()]);
  await Promise.all([postgres.close(), redis.close()]);
});

const append = async (): Promise<readonly CollectedRecord[]> => {
  const records = Array.from({ length: 100 }, () => makeTrafficRecord());
  await vi.waitFor(async () => buffer.append(records), WAIT_MS_MAX);
  return records;
};

const drained = async (): Promise<void> => {
  await vi.waitFor(async () => expect((await buffer.backlog()).entryCount).toBe(0), WAIT_MS_MAX);
};

const expectCounted = async (records: readonly CollectedRecord[]): Promise<void> => {
  await vi.waitFor(async () => ledger.ping(), WAIT_MS_MAX);
  expect(await ledger.usage.commit(records)).toMatchObject({ claimedCount: 0, deadLetterCount: 0 });
};

test("an outage of PostgreSQL is waited out: the same process flushes what came meanwhile", async () => {
  flusher = start();
  await flusher.ready;
  const before = await append();
  await drained();
  await postgres.kill();
  const meanwhile = await append();
  await vi.waitFor(() => expect(flusher.output()).toContain("will be repeated"), WAIT_MS_MAX);
  expect((await buffer.backlog()).recordCount).toBe(100);
  await postgres.restart();
  await drained();
  await expectCounted([...before, ...meanwhile]);
  expect(flusher.output()).toContain("flushing again");
  expect(flusher.child.exitCode).toBeNull();
});

test("a crash of Redis is waited out: the same process reads on", async () => {
  flusher = start();
  await flusher.ready;
  const before = await append();
  await redis.kill();
  await redis.restart();
  const after = await append();
  await drained();
  await expectCounted([...before, ...after]);
  expect(flusher.child.exitCode).toBeNull();
});

test("started while both stores are away, it is ready when both are there", async () => {
  await Promise.all([postgres.kill(), redis.kill()]);
  flusher = start();
  await vi.waitFor(() => expect(flusher.output()).toContain("will be repeated"), WAIT_MS_MAX);
  expect(flusher.output()).not.toContain("ready");
  await redis.restart();
  await postgres.restart();
  await flusher.ready;
  const records = await append();
  await drained();
  await expectCounted(records);
});

test("a pass that hangs ends the process, to be started afresh", async () => {
  const observer = new Redis(redis.adminUrl);
  const pid = Number(/process_id:(\d+)/.exec(await observer.info("server"))?.[1]);
  observer.disconnect();
  flusher = start({ FLUSH_SILENT_MS_MAX: "6000" });
  await flusher.ready;
  process.kill(pid, "SIGSTOP");
  try {
    expect(await flusher.ended).toEqual({ code: 1, signal: null });
  } finally {
    process.kill(pid, "SIGCONT");
  }
  expect(flusher.output()).toContain("no progress");
});
