import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "@tokenledger/buffer/testing";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { afterAll, beforeAll, expect, test, vi, type Mock } from "vitest";
import { readConfig } from "./config.ts";
import { runFlusher, type FlusherHooks } from "./run-flusher.ts";
import { createLogLines } from "./testing/log-lines.ts";

let store: TestLedger;
let at: TestBuffer;

beforeAll(async () => {
  [store, at] = await Promise.all([createTestLedger(), createTestBuffer()]);
});
afterAll(async () => {
  await Promise.all([store.close(), at.close()]);
});

const hooks = (): { readonly [Name in keyof FlusherHooks]: Mock<FlusherHooks[Name]> } => ({
  ready: vi.fn<FlusherHooks["ready"]>(),
  progress: vi.fn<FlusherHooks["progress"]>(),
});

const settings = (): Record<string, string> => ({
  DATABASE_URL: store.urlAs("tokenledger_ingest"),
  REDIS_URL: at.urlAs("flusher"),
  FLUSH_WAIT_MS: "20",
});

test("it is ready once, flushes until stopped, and says what it did", async () => {
  const { log, text } = createLogLines();
  const told = hooks();
  const stop = new AbortController();
  const running = runFlusher(readConfig(settings()), log, stop.signal, told);
  await vi.waitFor(() => expect(told.ready).toHaveBeenCalled(), 10_000);
  await at.buffer.append([makeTrafficRecord()]);
  await at.redis.xadd(at.keys.stream, "*", "v", "99");
  await vi.waitFor(() => expect(text()).toContain("left pending"), 10_000);
  await vi.waitFor(async () => expect((await at.buffer.backlog()).recordCount).toBe(0), 10_000);
  stop.abort("enough");
  expect(await running).toBe("stopped");
  expect(text()).toContain(`"reason":"enough","records":1`);
  expect(told.ready).toHaveBeenCalledOnce();
  expect(told.progress).toHaveBeenCalled();
});

test("a crash point that names no step keeps it from starting", async () => {
  const config = readConfig({ ...settings(), TOKENLEDGER_CRASH_AT: "nowhere" });
  const { log } = createLogLines();
  await expect(runFlusher(config, log, new AbortController().signal, hooks())).rejects.toThrow(
    "TOKENLEDGER_CRASH_AT",
  );
});

test("above its memory limit it ends by itself", async () => {
  const config = readConfig({ ...settings(), FLUSH_RSS_MB_MAX: "1" });
  const { log } = createLogLines();
  expect(await runFlusher(config, log, new AbortController().signal, hooks())).toBe("memory");
});

test("while Redis is away it goes on trying, and is not ready", async () => {
  const { log, text } = createLogLines();
  const told = hooks();
  const stop = new AbortController();
  const config = readConfig({ ...settings(), REDIS_URL: "redis://127.0.0.1:1" });
  const running = runFlusher(config, log, stop.signal, told);
  await vi.waitFor(() => expect(text()).toContain("will be repeated"), 10_000);
  stop.abort("enough");
  expect(await running).toBe("stopped");
  expect(text()).toContain("Redis connection");
  expect(told.ready).not.toHaveBeenCalled();
});
