import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { startBenchServer } from "../testing/bench-server.ts";
import { ingestClient } from "../testing/ingest-client.ts";
import { LogLines } from "../testing/log-lines.ts";
import { rawCall } from "../testing/raw-call.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const TOKEN = "0123456789abcdef";

let system: TestSystem;
let server: RunningServer;
beforeAll(async () => {
  system = await createTestSystem();
  const logger = createLogger({ level: "silent", destination: new LogLines() });
  server = await startServer(system.config, logger);
});
afterAll(async () => {
  await server.stop();
  await system.close();
});

const read = async (url: string, headers: Record<string, string> = {}) =>
  rawCall(`${url}/metrics`, { method: "GET", headers });

/** The value of one line; null where it is not there. */
const valueOf = (body: string, line: string): string | null =>
  body
    .split("\n")
    .find((text) => text.startsWith(`${line} `))
    ?.slice(line.length + 1) ?? null;

test("what collect answered, what waits and how long calls took stand in Prometheus' format, without a label that could grow", async () => {
  const { token } = await system.makeKey();
  const client = ingestClient(server.url, token);
  const record = makeRecord();
  await client.usage.collectBatch.mutate({
    records: [record, makeRecord(), { ...makeRecord(), usage: 7 }],
  });
  await client.usage.collect.mutate(record);
  await rawCall(`${server.url}/trpc/ingest/usage.collect`, { body: "{}" });
  await client.usage.quota.mutate({});
  const { body, headers } = await read(server.url);
  expect(headers["content-type"]).toContain("text/plain");
  const counts = "tokenledger_collect_records_total{outcome";
  expect(valueOf(body, `${counts}="accepted",reason=""}`)).toBe("2");
  expect(valueOf(body, `${counts}="duplicate",reason=""}`)).toBe("1");
  expect(valueOf(body, `${counts}="rejected",reason="invalid"}`)).toBe("1");
  const decisions = "tokenledger_quota_decisions_total{decision";
  expect(valueOf(body, `${decisions}="allowed",state="counted"}`)).toBe("1");
  expect(valueOf(body, `${decisions}="refused",state="closed"}`)).toBe("0");
  expect(valueOf(body, "tokenledger_buffer_records")).toBe("2");
  expect(valueOf(body, "tokenledger_buffer_accepted_records")).toBe("2");
  expect(valueOf(body, "tokenledger_dead_letters_open")).toBe("0");
  expect(body).toMatch(/tokenledger_call_duration_seconds_count\{door="collect",outcome="ok"\} 3/);
  expect(body).toMatch(
    /tokenledger_call_duration_seconds_count\{door="collect",outcome="refused"\} 1/,
  );
  expect(body).not.toContain(token);
  const again = await read(server.url);
  expect(valueOf(again.body, `${counts}="accepted",reason=""}`)).toBe("2");
});

test("a store that is away leaves a hole, not a zero, and the scrape goes on", async () => {
  const bench = await startBenchServer();
  const { status, body } = await read(bench.url);
  expect(status).toBe(200);
  expect(valueOf(body, "tokenledger_buffer_records")).toBe("Nan");
  expect(valueOf(body, "tokenledger_buffer_bytes_limit")).toBe("1");
  await bench.close();
});

test("from elsewhere they are there for the bearer of the token alone", async () => {
  const open = await startBenchServer();
  expect((await read(open.url, { "x-forwarded-for": "203.0.113.9" })).status).toBe(404);
  await open.close();
  const bench = await startBenchServer({ metricsToken: TOKEN });
  expect((await read(bench.url)).status).toBe(404);
  expect((await read(bench.url, { authorization: "Bearer wrong" })).status).toBe(404);
  expect((await read(bench.url, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  await bench.close();
});
