import { createBuffer } from "@tokenledger/buffer";
import { hashPassword } from "@tokenledger/api";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { adminClient } from "../testing/admin-client.ts";
import { LogLines } from "../testing/log-lines.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const HOUR_MS = 3_600_000;

let system: TestSystem;
let server: RunningServer;
let admin: ReturnType<typeof adminClient>;

beforeAll(async () => {
  system = await createTestSystem();
  const logger = createLogger({ level: "trace", destination: new LogLines() });
  server = await startServer(system.config, logger);
  await system.ledger.memberDirectory.createMember({
    login: "olga",
    role: "owner",
    passwordHash: await hashPassword("right"),
  });
  let cookie = "";
  await adminClient(server.url, {}, (response) => {
    [cookie = ""] = response.headers.getSetCookie()[0]?.split(";") ?? [];
  }).auth.login.mutate({ login: "olga", password: "right" });
  admin = adminClient(server.url, { cookie });
});
afterAll(async () => {
  await server.stop();
  await system.close();
});

const price = (picoUsd: bigint) => ({
  model: "claude-house",
  priceClass: "output" as const,
  picoUsd,
  confidence: "official" as const,
  sources: ["our contract"],
});

const range = () => ({
  startDate: new Date(Date.now() - HOUR_MS),
  endDate: new Date(Date.now() + HOUR_MS),
});

const record = () =>
  makeCollectedRecord({
    accessKeyId: "1",
    lines: [
      makeLine({
        model: "claude-house",
        inputTokens: 0,
        cacheReadTokens: 0,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        outputTokens: 50,
      }),
    ],
  });

test("a price entered by a person prices the next call, corrected re-prices the last one, and the counters follow", async () => {
  const models = [{ id: "claude-house" }];
  await admin.prices.create.mutate({ prices: [price(3n)], models, reason: "Contract." });
  const { totals } = await system.ledger.usage.commit([record()]);
  const counters = createBuffer({ url: system.config.REDIS_URL });
  await counters.verify();
  await counters.mirror(totals);

  const { rows } = await admin.prices.list.query();
  const id = rows.find(({ model }) => model === "claude-house")?.id ?? "";
  await admin.prices.update.mutate({ id, picoUsd: 5n, reason: "It was 5." });
  const preview = await admin.prices.reprice.mutate(range());
  expect(preview).toMatchObject({
    runId: null,
    total: { beforePicoUsd: 150n, afterPicoUsd: 250n },
  });
  const applied = await admin.prices.reprice.mutate({
    ...range(),
    dryRun: false,
    reason: "It was 5.",
  });
  expect(applied.total).toEqual(preview.total);
  expect(await admin.admin.systemOverview.query(range())).toMatchObject({ costPicoUsd: 250n });

  const cell = totals.find(({ periodType }) => periodType === "month");
  if (cell === undefined) throw new Error("A commit tells its cells.");
  await expect
    .poll(async () => counters.counter(cell.dimension, "month", cell.periodStartMs), {
      timeout: 10_000,
    })
    .toMatchObject({ base: { costPicoUsd: 250n, outputTokens: 50n } });
  expect(await admin.prices.runs.query()).toMatchObject([
    { id: applied.runId, actor: "olga", reason: "It was 5.", differencePicoUsd: 100n },
  ]);
  await counters.close();
});

test("every figure can be asked why: the row, its source, and nothing unexplained", async () => {
  const { figure } = await admin.usage.explain.query({ figure: range() });
  expect(figure).toMatchObject({
    costPicoUsd: 250n,
    unexplainedPicoUsd: 0n,
    components: [{ quantity: 50n, row: { picoUsd: 5n, sources: ["our contract"] } }],
  });
  expect(await admin.usage.cacheAdvice.query(range())).toMatchObject({
    rows: [{ model: "claude-house", unreadPicoUsd: 0n }],
  });
});
