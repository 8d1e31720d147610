import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";
import {
  startTraceCollector,
  type CollectedSpan,
  type TraceCollector,
} from "./system/trace-collector.ts";

let collector: TraceCollector;
let system: TestSystem;

beforeAll(async () => {
  collector = await startTraceCollector();
  system = await startSystem({ settings: collector.settings });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await collector[Symbol.asyncDispose]();
});

const good = Array.from({ length: 497 }, () =>
  makeRecord({ usage: { input_tokens: 100, output_tokens: 10 } }),
);
const bad = [
  { ...makeRecord(), eventId: "not-an-id" },
  { ...makeRecord(), user: "u".repeat(129) },
  { ...makeRecord(), usage: { input_tokens: -1, output_tokens: 1 } },
];
const records = [...good.slice(0, 200), ...bad, ...good.slice(200)];

test("of 500 records 3 are bad: 497 count, each bad one names its field, and sending all again changes no number", async () => {
  const key = await system.createKey("batch");
  const numbers = async () => {
    const { rows } = await system.admin.usage.accessKeyStatistics.query({
      ...THIS_YEAR,
      aggregationPeriod: "month",
    });
    const { requests, inputTokens } = await system.admin.admin.systemOverview.query(THIS_YEAR);
    return { rows: rows.map(({ lastUpdateTime: _time, ...row }) => row), requests, inputTokens };
  };

  const first = await collectBatch(system.url, key.token, records);
  await system.drained();
  const counted = await numbers();
  const second = await collectBatch(system.url, key.token, records);
  await system.drained();

  expect(first.filter(({ status }) => status === "accepted")).toHaveLength(497);
  expect(first.slice(200, 203)).toMatchObject([
    { status: "rejected", field: "eventId" },
    { status: "rejected", field: "user" },
    { status: "rejected", field: "usage.input_tokens" },
  ]);
  expect(second.filter(({ status }) => status === "duplicate")).toHaveLength(497);
  expect(counted).toMatchObject({ requests: 497n, inputTokens: 49_700n });
  expect(await numbers()).toEqual(counted);
});

const named = (name: string): CollectedSpan | undefined =>
  collector.spans().find((span) => span.name === name);

test("server and flusher, started with the example of docs/operate.md, tell a collector of calls, of questions and of batches", async () => {
  await expect
    .poll(() => collector.spans().map(({ name }) => name))
    .toEqual(
      expect.arrayContaining([
        "POST /trpc/ingest/:path",
        "append usage",
        "usage.accessKeyStatistics",
        "flush usage",
        "read usage",
        "commit usage",
        "settle usage",
      ]),
    );
  expect(named("append usage")?.traceId).toBe(named("POST /trpc/ingest/:path")?.traceId);
  expect(named("commit usage")?.traceId).toBe(named("flush usage")?.traceId);
  expect(named("flush usage")?.parentSpanId ?? "").toBe("");
});
