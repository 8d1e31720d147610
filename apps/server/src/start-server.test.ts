import { wholeUsage } from "@tokenledger/usage";
import { createWaitingUsage } from "@tokenledger/buffer";
import { hashPassword } from "@tokenledger/api";
import { startOwnRedis } from "@tokenledger/services/testing";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createLogger } from "./create-logger.ts";
import { startServer, type RunningServer } from "./start-server.ts";
import { adminClient } from "./testing/admin-client.ts";
import { ingestClient } from "./testing/ingest-client.ts";
import { LogLines } from "./testing/log-lines.ts";
import { rawCall } from "./testing/raw-call.ts";
import { createTestSystem, type TestSystem } from "./testing/test-system.ts";

const DAY_MS = 86_400_000;

let system: TestSystem;
let server: RunningServer;
let log: LogLines;

const range = (): { startDate: Date; endDate: Date } => ({
  startDate: new Date(Date.now() - DAY_MS),
  endDate: new Date(Date.now() + DAY_MS),
});

/** What the flusher does, once. */
const flush = async (): Promise<void> => {
  const waiting = createWaitingUsage({ url: system.redis.urlAs("flusher"), consumer: "test" });
  try {
    const entries = await waiting.read(2000, 100);
    const receipt = await system.ledger.usage.commit(entries.flatMap(({ records }) => records));
    await waiting.settle(entries, receipt.totals);
  } finally {
    await waiting.close();
  }
};

const ready = async (): Promise<unknown> =>
  JSON.parse((await rawCall(`${server.url}/readyz`, { method: "GET" })).body);

beforeAll(async () => {
  system = await createTestSystem();
});

beforeEach(async () => {
  log = new LogLines();
  server = await startServer(system.config, createLogger({ level: "trace", destination: log }));
});

afterEach(async () => {
  await server.stop();
});

afterAll(async () => {
  await system.close();
});

test("of 500 records 3 are bad: 497 are accepted, 3 refused by the name of their field; sent again, 497 are duplicates; the ledger has 497", async () => {
  const { token, key } = await system.makeKey();
  const bad = new Map<number, [record: object, field: string]>([
    [7, [{ usage: { input_tokens: -1 } }, "usage.input_tokens"]],
    [250, [{ user: "a\nb" }, "user"]],
    [499, [{ durationMs: 0.5 }, "durationMs"]],
  ]);
  const records = Array.from({ length: 500 }, (_, index) => ({
    ...makeRecord({ eventId: makeEventId() }),
    ...bad.get(index)?.[0],
  }));
  const { usage } = ingestClient(server.url, token);
  for (const kept of ["accepted", "duplicate"]) {
    const { results } = await usage.collectBatch.mutate({ records });
    const statuses = results.map(({ status }) => status);
    expect(statuses.filter((status) => status === kept)).toHaveLength(497);
    for (const [index, [, field]] of bad) {
      expect(results[index]).toMatchObject({ status: "rejected", code: "invalid", field });
    }
  }
  await flush();
  const filter = { ...range(), accessKeyIds: [key.id] };
  expect(await system.ledger.queries.overview(wholeUsage, filter)).toMatchObject({
    requests: 497n,
  });
});

test("a key disabled by an admin is refused, with the reason; its history stays", async () => {
  const { token, key } = await system.makeKey();
  const { usage } = ingestClient(server.url, token);
  await usage.collect.mutate(makeRecord());
  await flush();
  await system.ledger.memberDirectory.createMember({
    login: "admin",
    role: "admin",
    passwordHash: await hashPassword("right"),
  });
  let cookie = "";
  await adminClient(server.url, {}, (response) => {
    [cookie = ""] = response.headers.getSetCookie()[0]?.split(";") ?? [];
  }).auth.login.mutate({ login: "admin", password: "right" });
  const admin = adminClient(server.url, { cookie });
  const disabledMs = Date.now();
  await admin.accessKeys.disable.mutate({ id: key.id });
  const outcome = async (): Promise<unknown> =>
    usage.collect.mutate(makeRecord()).catch((error: unknown) => error);
  await expect
    .poll(outcome, { interval: 100 })
    .toMatchObject({ data: { httpStatus: 401, reason: "KEY_DISABLED" } });
  await flush();
  const statistics = await admin.usage.accessKeyStatistics.query({
    ...range(),
    aggregationPeriod: "day",
    accessKeyIds: [key.id],
  });
  expect(statistics.completeUntil?.getTime()).toBeGreaterThanOrEqual(disabledMs);
  expect(statistics.rows.some(({ requests }) => requests > 0n)).toBe(true);
});

test("no token, password or cookie that went through the server is in any line of its log", async () => {
  const { token } = await system.makeKey();
  const canary = "canary-password-93b1";
  const answers: Response[] = [];
  const stranger = adminClient(
    server.url,
    { authorization: `Bearer ${token}`, cookie: "tl_session=canary-cookie-77" },
    (response) => answers.push(response),
  );
  await stranger.auth.login.mutate({ login: canary, password: canary }).catch(() => undefined);
  await stranger.auth.me.query().catch(() => undefined);
  await ingestClient(server.url, token).usage.collect.mutate(makeRecord());
  await ingestClient(server.url, `${token}x`)
    .usage.collect.mutate(makeRecord())
    .catch(() => undefined);
  expect(answers).toHaveLength(2);
  expect(log.text).not.toMatch(/canary|tl_test_|tls_/);
  const secret = token.split("_").at(-1) ?? "";
  expect(log.text).not.toContain(secret);
});

test("ready while Redis answers; PostgreSQL is reported and not needed", async () => {
  expect(await ready()).toMatchObject({
    isReady: true,
    checks: [
      { name: "redis", isRequired: true, isOk: true },
      { name: "postgres", isRequired: false, isOk: true },
    ],
  });
});

test("a server started without its stores serves: not ready, 503 for collect, health for operators", async () => {
  await server.stop();
  const nowhere = {
    ...system.config,
    DATABASE_URL: "postgresql://127.0.0.1:1/none",
    REDIS_URL: "redis://127.0.0.1:1",
  };
  server = await startServer(nowhere, createLogger({ level: "trace", destination: log }));
  expect(await ready()).toMatchObject({
    isReady: false,
    checks: [{ isOk: false }, { isOk: false }],
  });
  const { token } = await system.makeKey();
  const failure = await ingestClient(server.url, token)
    .usage.collect.mutate(makeRecord())
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ data: { httpStatus: 503, reason: "UNAVAILABLE" } });
});

test("a Redis that would evict what it accepted is refused, with a word that says so", async () => {
  const evicting = await startOwnRedis({ args: ["maxmemory-policy allkeys-lru"] });
  try {
    const config = { ...system.config, REDIS_URL: evicting.urlAs("server") };
    await expect(startServer(config, createLogger({ level: "silent" }))).rejects.toMatchObject({
      code: "REDIS_UNSAFE",
    });
  } finally {
    await evicting.close();
  }
});

test("stopping twice is no error, and nothing answers afterwards", async () => {
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  await expect(rawCall(`${server.url}/livez`, { method: "GET" })).rejects.toThrow(/ECONNREFUSED/);
});

test("a call that does not end is cut off when its time is over", async () => {
  const brief = await startServer(system.config, createLogger({ level: "silent" }), {
    closeMsMax: 50,
  });
  const { token } = await system.makeKey();
  const headers = { "content-type": "application/json", "content-length": "10" };
  const open = rawCall(`${brief.url}/trpc/ingest/usage.collect`, {
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: null,
  }).catch((error: unknown) => String(error));
  await rawCall(`${brief.url}/livez`, { method: "GET" });
  await brief.stop();
  expect(await open).toMatch(/socket hang up|ECONNRESET/);
});

test("a port that is taken is refused with a word that says so, and nothing is left open", async () => {
  const { port } = new URL(server.url);
  const config = { ...system.config, PORT: Number(port) };
  await expect(startServer(config, createLogger({ level: "silent" }))).rejects.toMatchObject({
    code: "PORT_TAKEN",
  });
});

test("told to stop, it says it is not ready while it still takes calls, as long as it was told to", async () => {
  const config = { ...system.config, TOKENLEDGER_DRAIN_MS: 2500 };
  const draining = await startServer(config, createLogger({ level: "silent" }));
  const { token } = await system.makeKey();
  const stopped = draining.stop();
  const report = await rawCall(`${draining.url}/readyz`, { method: "GET" });
  expect(report.status).toBe(503);
  expect(JSON.parse(report.body)).toMatchObject({ isReady: false, isStopping: true });
  const { usage } = ingestClient(draining.url, token);
  expect(await usage.collect.mutate(makeRecord())).toStrictEqual({ status: "accepted" });
  await stopped;
});
