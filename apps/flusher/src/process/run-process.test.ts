import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "@tokenledger/buffer/testing";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { InvalidInputError } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runProcess } from "./run-process.ts";

vi.setConfig({ testTimeout: 60_000 });

let store: TestLedger;
let at: TestBuffer;

beforeAll(async () => {
  [store, at] = await Promise.all([createTestLedger(), createTestBuffer()]);
});
afterAll(async () => {
  await Promise.all([store.close(), at.close()]);
});

test("it flushes in a thread of its own until told to stop, and ends with code 0", async () => {
  const onReady = vi.fn<() => void>();
  const stop = new AbortController();
  const environment = {
    DATABASE_URL: store.urlAs("tokenledger_ingest"),
    REDIS_URL: at.urlAs("flusher"),
    LOG_LEVEL: "silent",
    // The memory of the process that runs the tests counts too.
    FLUSH_RSS_MB_MAX: "8000",
  };
  const running = runProcess({ signal: stop.signal, onReady, environment });
  await vi.waitFor(() => expect(onReady).toHaveBeenCalledOnce(), 40_000);
  await at.buffer.append([makeTrafficRecord()]);
  await vi.waitFor(async () => expect((await at.buffer.backlog()).recordCount).toBe(0), 40_000);
  stop.abort("enough");
  expect(await running).toBe(0);
});

test("with wrong settings no thread is started", async () => {
  const { signal } = new AbortController();
  const parts = { signal, onReady: () => undefined, environment: {} };
  await expect(runProcess(parts)).rejects.toThrow(InvalidInputError);
});
