import { request } from "node:http";
import { registerTestTracing, type TestTracing, type ToldSpan } from "@tokenledger/tracing/testing";
import { makeCollectedRecord, makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { adminClient } from "../testing/admin-client.ts";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall } from "../testing/raw-call.ts";
import { tracedAppend } from "./traced-append.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };

let tracing: TestTracing;
let server: BenchServer;

beforeEach(async () => {
  tracing = registerTestTracing();
  server = await startBenchServer();
});
afterEach(async () => {
  await server.close();
  tracing.stop();
});

/** A span ends when its answer has gone out, which the caller may see first. */
const told = async (count: number): Promise<readonly ToldSpan[]> => {
  const spans: ToldSpan[] = [];
  await expect
    .poll(() => {
      spans.push(...tracing.take());
      return spans.length;
    })
    .toBe(count);
  return spans;
};

const collect = async (body: string) =>
  rawCall(`${server.url}/trpc/ingest/usage.collect`, {
    headers: {
      ...CALLER,
      "content-type": "application/json",
      authorization: `Bearer ${server.keys.add().token}`,
    },
    body,
  });

test("a call to collect is a span in the sender's trace, and says nothing of what was sent", async () => {
  const record = makeRecord({ eventId: makeEventId(server.admin.clock.now()), user: "u_secret" });
  expect(await collect(JSON.stringify(record))).toMatchObject({ status: 200 });
  const [span] = await told(1);
  expect(span).toMatchObject({
    name: "POST /trpc/ingest/:path",
    traceId: TRACE_ID,
    parentId: "00f067aa0ba902b7",
    hasFailed: false,
    attributes: {
      "http.request.method": "POST",
      "http.route": "/trpc/ingest/:path",
      "http.response.status_code": 200,
      "url.path": "/trpc/ingest/usage.collect",
      "url.scheme": "http",
    },
  });
  expect(JSON.stringify(span)).not.toMatch(/u_secret|Bearer|127\.0\.0\.1/);
});

test("every question of a batch is a span within its request's, after a body was read too, and a refused one has failed", async () => {
  const session = await server.admin.openSession(await server.admin.addMember("member"));
  const headers = { ...CALLER, authorization: `Bearer ${session}` };
  const admin = adminClient(server.url, headers);
  const asked = Promise.allSettled([admin.auth.me.query(), admin.members.list.query()]);
  expect((await asked).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const batch = await told(3);
  const named = (name: string) => batch.find((span) => span.name === name);
  const query = named("GET /trpc/admin/:path");
  expect(query).toMatchObject({ traceId: TRACE_ID, hasFailed: false });
  expect(named("auth.me")).toMatchObject({ parentId: query?.spanId, hasFailed: false });
  expect(named("members.list")).toMatchObject({
    parentId: query?.spanId,
    hasFailed: true,
    attributes: { "rpc.method": "members.list", "error.type": "FORBIDDEN" },
  });
  await admin.auth.logout.mutate();
  const [logout, mutation] = await told(2);
  expect(logout).toMatchObject({
    name: "auth.logout",
    traceId: TRACE_ID,
    parentId: mutation?.spanId,
  });
});

test("what asks whether the server still runs is no span; a fault of ours, and a caller who goes away, are failed ones", async () => {
  for (const path of ["/livez", "/readyz", "/version", "/metrics"]) {
    await rawCall(`${server.url}${path}`, { method: "GET" });
  }
  server.buffer.append = async () => Promise.reject(new Error("broken"));
  const record = makeRecord({ eventId: makeEventId(server.admin.clock.now()) });
  expect(await collect(JSON.stringify(record))).toMatchObject({ status: 500 });
  expect(await told(1)).toMatchObject([{ hasFailed: true, attributes: { "error.type": "500" } }]);
  const leaving = request(`${server.url}/trpc/ingest/usage.collect`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": 100,
      expect: "100-continue",
      authorization: `Bearer ${server.keys.add().token}`,
    },
  });
  leaving.on("error", () => undefined);
  leaving.on("continue", () => leaving.destroy());
  leaving.flushHeaders();
  expect(await told(1)).toMatchObject([{ hasFailed: true }]);
});

test("how long the buffer took is a span of its own", async () => {
  const buffer = tracedAppend(server.buffer);
  expect(await buffer.append([makeCollectedRecord(), makeCollectedRecord()])).toHaveLength(2);
  expect(await told(1)).toMatchObject([
    {
      name: "append usage",
      attributes: { "messaging.operation.type": "send", "messaging.batch.message_count": 2 },
    },
  ]);
});
