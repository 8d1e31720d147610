import type { HealthReport } from "@tokenledger/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { adminClient } from "../testing/admin-client.ts";
import { LogLines } from "../testing/log-lines.ts";
import { signIn } from "../testing/people.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";
import { HealthSummary } from "./health-summary.ts";
import { Readiness } from "./readiness.ts";

let system: TestSystem;
let server: RunningServer;
beforeAll(async () => {
  system = await createTestSystem();
  server = await startServer(
    system.config,
    createLogger({ level: "trace", destination: new LogLines() }),
  );
});
afterAll(async () => {
  await server.stop();
  await system.close();
});

test("over both stores the health is read whole, by people in full and by monitors in short", async () => {
  const { token } = await signIn(system.ledger, { login: "olga", role: "owner" });
  const admin = adminClient(server.url, { authorization: `Bearer ${token}` });
  // A machine under load may be too slow for one part, which is then told as unknown.
  await expect
    .poll(
      async () => {
        const { figures } = await admin.admin.dataHealth.query();
        return figures.filter(({ status }) => status === "bad" || status === "unknown");
      },
      { timeout: 60_000, interval: 200 },
    )
    .toEqual([]);
  await expect
    .poll(async () => (await fetch(`${server.url}/healthz`)).json(), {
      timeout: 60_000,
      interval: 1000,
    })
    .toMatchObject({
      status: "ok",
      reasons: [],
      stores: { redis: "ok", postgres: "ok" },
      figures: { "backlog.records": 0, "dead_letters.open": 0 },
    });
});

const reportOf = (status: HealthReport["status"]): HealthReport => ({
  status,
  time: new Date(0),
  figures: [
    {
      group: "backlog",
      name: "backlog.lag",
      value: 5,
      unit: "seconds",
      status,
      sentence: "late",
      action: null,
    },
  ],
});

const storeOf = (isRequired: boolean, isOk: boolean): Readiness =>
  new Readiness([
    {
      name: "store",
      isRequired,
      check: async () => (isOk ? Promise.resolve() : Promise.reject(new Error("hunter2"))),
    },
  ]);

const statusWith = async (readiness: Readiness, status: HealthReport["status"]) => {
  const health = { vitalSigns: async () => Promise.resolve(reportOf(status)) };
  return new HealthSummary({ readiness, health }).read();
};

test("what is not well is told with its reasons; what is needed and away is bad", async () => {
  const away = "store does not answer.";
  expect(await statusWith(storeOf(true, true), "bad")).toMatchObject({
    status: "bad",
    reasons: ["late"],
  });
  expect(await statusWith(storeOf(false, false), "ok")).toMatchObject({
    status: "warn",
    reasons: [away],
  });
  expect(await statusWith(storeOf(true, false), "ok")).toMatchObject({
    status: "bad",
    reasons: [away],
    stores: { store: "away" },
  });
});

test("however often it is asked, it is read once", async () => {
  const vitalSigns = vi.fn<() => Promise<HealthReport>>().mockResolvedValue(reportOf("ok"));
  const summary = new HealthSummary({ readiness: storeOf(true, true), health: { vitalSigns } });
  await Promise.all(Array.from({ length: 50 }, async () => summary.read()));
  expect(vitalSigns).toHaveBeenCalledTimes(1);
});
