import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ flusher: false });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const monthStartMs = (): number => {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
};

/** Two seconds alone on two cores; a busy machine starts processes far more slowly. */
const TEST_MS_MAX = 60_000;

test.each([
  { step: "read", countedAtDeath: 0n },
  { step: "committed", countedAtDeath: 300n },
  { step: "settled", countedAtDeath: 300n },
])(
  "a flusher killed when it had $step: after a restart each record counts once and nothing is pending",
  { timeout: TEST_MS_MAX },
  async ({ step, countedAtDeath }) => {
    const key = await system.createKey(step);
    const dimension = { type: "access_key", id: key.id } as const;
    const counter = () => system.buffer.counter(dimension, "month", monthStartMs());
    const counted = async (): Promise<bigint> => {
      const filter = { ...THIS_YEAR, accessKeyIds: [key.id] };
      return (await system.admin.admin.systemOverview.query(filter)).requests;
    };
    const records = Array.from({ length: 300 }, () => makeRecord());
    await collectBatch(system.url, key.token, records);
    expect((await counter()).pend.requests).toBe(300n);

    const doomed = system.flusher.launch({ TOKENLEDGER_CRASH_AT: step });
    expect(await doomed.ended).toEqual({ code: null, signal: "SIGKILL" });
    expect(await counted()).toBe(countedAtDeath);
    expect((await counter()).pend.requests).toBe(step === "settled" ? 0n : 300n);

    await system.flusher.start();
    await system.drained();
    await system.flusher.kill("SIGTERM");
    const after = await counter();

    expect(await counted()).toBe(300n);
    expect(after.pend.requests).toBe(0n);
    expect(after.base?.requests).toBe(300n);
    expect(await system.ledger.checkInvariants()).toEqual([]);
  },
);
