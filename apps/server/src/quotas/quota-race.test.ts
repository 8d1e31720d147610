import { makeRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { ingestClient } from "../testing/ingest-client.ts";
import { LogLines } from "../testing/log-lines.ts";
import { exitOf, launchServer, untilListening } from "../testing/server-process.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const CALLS = 500;
const DOLLAR = 10n ** 12n;
/** Haiku 4.5 at $1 and $5 a million tokens: $0.007. */
const MODEL = "claude-haiku-4-5";
const reserve = { inputTokens: 2_000, outputTokens: 1_000 };
const CALL_PICO_USD = 7n * 10n ** 9n;
const ROOM = Number(DOLLAR / CALL_PICO_USD);

let system: TestSystem;
let token: string;
const servers: RunningServer[] = [];

const start = async (): Promise<RunningServer> => {
  const logger = createLogger({ level: "silent", destination: new LogLines() });
  const server = await startServer(system.config, logger);
  servers.push(server);
  return server;
};

/** Fails closed: on a machine under load an answer may be late, and then it is a refusal. */
const quota = {
  scope: "feature" as const,
  unit: "usd" as const,
  window: "month" as const,
  isRolling: true,
  timeZone: "UTC",
  limitAmount: DOLLAR,
  thresholds: [],
  isHard: true,
  failMode: "closed" as const,
  isEnabled: true,
};

beforeAll(async () => {
  system = await createTestSystem();
  ({ token } = await system.makeKey());
  for (const scopeValue of ["race", "crash"]) {
    await system.ledger.quotas.create({ ...quota, name: scopeValue, scopeValue }, "olga");
  }
});
afterAll(async () => {
  await Promise.all(servers.map(async (server) => server.stop()));
  await system.close();
});

test(`${CALLS} calls at once on one dollar never pass it, by reservation and by record, and their records settle all of it`, async () => {
  const { url } = await start();
  const { usage } = ingestClient(url, token);
  const ask = async () => usage.quota.mutate({ feature: "race", model: MODEL, reserve });
  const look = async () => usage.quota.mutate({ feature: "race", model: MODEL });
  await expect.poll(async () => (await look()).state, { timeout: 20_000 }).toBe("counted");

  const burst = await Promise.all(Array.from({ length: CALLS }, ask));
  const allowed = burst.filter((answer) => answer.allowed);
  expect(allowed.length).toBeLessThanOrEqual(ROOM);
  // A late answer is a refusal whose place may be held all the same; then the limit itself refuses.
  let last = await ask();
  let lateCount = burst.filter(({ reason }) => reason === "unavailable").length;
  while (last.reason !== "limit") {
    if (last.allowed) allowed.push(last);
    else lateCount += 1;
    last = await ask();
  }
  expect(last).toMatchObject({ allowed: false, binding: { name: "race" } });
  expect(allowed.length).toBeLessThanOrEqual(ROOM);
  expect(allowed.length + lateCount).toBeGreaterThanOrEqual(ROOM);

  const records = allowed.map(({ reservationId }) =>
    makeRecord({
      eventId: makeEventId(),
      feature: "race",
      model: MODEL,
      requestModel: MODEL,
      usage: { input_tokens: reserve.inputTokens, output_tokens: reserve.outputTokens },
      ...(reservationId !== null && { reservationId }),
    }),
  );
  const { results } = await usage.collectBatch.mutate({ records });
  expect(results.every(({ status }) => status === "accepted")).toBe(true);
  await usage.collectBatch.mutate({ records });
  const used = String(CALL_PICO_USD * BigInt(allowed.length));
  await expect.poll(async () => (await look()).quotas[0]?.used, { timeout: 20_000 }).toBe(used);
  const { reserved = "" } = (await look()).quotas[0] ?? {};
  expect(reserved === "0" || lateCount > 0).toBe(true);
  expect(BigInt(used) + BigInt(reserved)).toBeLessThanOrEqual(DOLLAR);
  expect(await ask()).toMatchObject({ allowed: false });
}, 90_000);

test("a server killed between reserving and recording leaks nothing: the place is held, then expires", async () => {
  const first = launchServer(system.environment);
  const dying = ingestClient(await untilListening(first), token).usage;
  const ask = async (client: typeof dying, expiresInMs: number) =>
    client.quota.mutate({
      feature: "crash",
      model: MODEL,
      reserve: { inputTokens: 0, outputTokens: 150_000, expiresInMs },
    });
  await expect.poll(async () => (await ask(dying, 3_000)).allowed, { timeout: 20_000 }).toBe(true);
  first.kill("SIGKILL");
  expect(await exitOf(first)).toBe("SIGKILL");

  const second = await start();
  const living = ingestClient(second.url, token).usage;
  await expect
    .poll(async () => (await ask(living, 20_000)).allowed, { timeout: 60_000, interval: 200 })
    .toBe(true);
  const answer = await ask(living, 60_000);
  expect(answer).toMatchObject({
    allowed: false,
    reason: "limit",
    quotas: [{ used: "0", reserved: String(75n * 10n ** 10n) }],
  });
}, 120_000);
