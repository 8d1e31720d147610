import { Tokenledger } from "@tokenledger/sdk";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { expect, onTestFinished, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

/** Calls that the key may make in ten seconds. */
const CALLS = 10;
const SDK_RECORDS = 30;

interface Seen {
  readonly status: number;
  readonly atMs: number;
  readonly retryAfterMs: number;
}

test("a key over its rate is told when to come back, the SDK does, and nothing is lost", async () => {
  const system = await startSystem({ settings: { TOKENLEDGER_KEY_CALLS_PER_SECOND_MAX: "1" } });
  onTestFinished(async () => system[Symbol.asyncDispose]());
  const key = await system.createKey("run wild");
  const own = async () =>
    collectBatch(system.url, key.token, [makeRecord({ eventId: makeEventId() })]);
  for (let call = 0; call < CALLS; call += 1) await own();
  await expect(own()).rejects.toThrow("429");

  const seen: Seen[] = [];
  const sdk = new Tokenledger({
    url: system.url,
    accessKey: key.token,
    spool: false,
    onTrouble: () => undefined,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const retryAfterMs = Number(response.headers.get("retry-after") ?? 0) * 1_000;
      seen.push({ status: response.status, atMs: performance.now(), retryAfterMs });
      return response;
    },
  });
  for (let index = 0; index < SDK_RECORDS; index += 1) {
    sdk.record({ eventId: makeEventId(), usage: { input_tokens: 1, output_tokens: 1 } });
  }
  await expect.poll(() => seen.map(({ status }) => status), { timeout: 30_000 }).toContain(200);
  await sdk.close();

  const [refused, next] = seen;
  expect(refused?.status).toBe(429);
  expect(refused?.retryAfterMs).toBeGreaterThan(0);
  // Not before it was told to. (Timers may be a moment early.)
  expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThan(
    (refused?.retryAfterMs ?? 0) - 50,
  );
  await system.drained();
  const requests = BigInt(CALLS + SDK_RECORDS);
  expect(await system.admin.admin.systemOverview.query(THIS_YEAR)).toMatchObject({ requests });
});
