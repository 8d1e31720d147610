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

/** A fetch that notes what each call was answered. */
const watched =
  (seen: Seen[]): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const retryAfterMs = Number(response.headers.get("retry-after") ?? 0) * 1_000;
    seen.push({ status: response.status, atMs: performance.now(), retryAfterMs });
    return response;
  };

/** Refused first, and not asked again before it was told to. (Timers may be a moment early.) */
const expectPatience = ([refused, next]: readonly Seen[]): void => {
  if (refused === undefined || next === undefined) throw new Error("was not asked twice");
  expect(refused.status).toBe(429);
  expect(refused.retryAfterMs).toBeGreaterThan(0);
  expect(next.atMs - refused.atMs).toBeGreaterThan(refused.retryAfterMs - 50);
};

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
    fetch: watched(seen),
  });
  for (let index = 0; index < SDK_RECORDS; index += 1) {
    sdk.record({ eventId: makeEventId(), usage: { input_tokens: 1, output_tokens: 1 } });
  }
  await expect.poll(() => seen.map(({ status }) => status), { timeout: 30_000 }).toContain(200);
  await sdk.close();

  expectPatience(seen);
  await system.drained();
  const requests = BigInt(CALLS + SDK_RECORDS);
  expect(await system.admin.admin.systemOverview.query(THIS_YEAR)).toMatchObject({ requests });
});
