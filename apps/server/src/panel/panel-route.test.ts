import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../config.ts";
import { isPanelOn } from "../is-panel-on.ts";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall, type RawAnswer } from "../testing/raw-call.ts";

let server: BenchServer;

afterEach(async () => {
  await server.close();
});

const ask = async (role: "owner" | "analyst" | null): Promise<RawAnswer> => {
  const token =
    role === null ? null : await server.admin.openSession(await server.admin.addMember(role));
  return rawCall(`${server.url}/api/panel`, {
    method: "GET",
    headers: token === null ? {} : { cookie: `tl_session=${token}` },
  });
};

const Answer = z.object({
  procedures: z.array(
    z.object({
      path: z.string(),
      type: z.string(),
      permission: z.string(),
      description: z.string(),
      input: z.looseObject({}).nullable(),
    }),
  ),
});

test("every procedure is told with its permission and the schema of its input, times and bigints told apart from text", async () => {
  server = await startBenchServer({ isPanelOn: true });
  const { status, body } = await ask("owner");
  expect(status).toBe(200);
  const { procedures } = Answer.parse(JSON.parse(body));
  const byPath = new Map(procedures.map((procedure) => [procedure.path, procedure]));
  expect(byPath.get("admin.topConsumers")).toMatchObject({
    type: "query",
    permission: "usage.read",
    input: { properties: { startDate: { type: "string", format: "date-time" } } },
  });
  expect(byPath.get("quotas.create")).toMatchObject({
    type: "mutation",
    input: { properties: { limitAmount: { type: "string", format: "bigint" } } },
  });
  expect(byPath.get("auth.me")?.input).toBeNull();
});

test("members without the permission, and strangers, are told nothing", async () => {
  server = await startBenchServer({ isPanelOn: true });
  expect((await ask("analyst")).status).toBe(403);
  expect((await ask(null)).status).toBe(401);
});

test("turned off, it is not there, whoever asks", async () => {
  server = await startBenchServer();
  expect((await ask("owner")).status).toBe(404);
});

test("the panel is there unless this is production, where it must be asked for", async () => {
  server = await startBenchServer();
  const needed = {
    DATABASE_URL: "postgres://localhost/x",
    REDIS_URL: "redis://localhost",
    TOKENLEDGER_KEY_PEPPER: randomBytes(32).toString("hex"),
  };
  const isOn = (environment: object): boolean =>
    isPanelOn(readConfig({ ...needed, ...environment }));
  expect(isOn({})).toBe(true);
  expect(isOn({ NODE_ENV: "production" })).toBe(false);
  expect(isOn({ NODE_ENV: "production", TOKENLEDGER_PANEL: "on" })).toBe(true);
  expect(isOn({ TOKENLEDGER_PANEL: "off" })).toBe(false);
});
