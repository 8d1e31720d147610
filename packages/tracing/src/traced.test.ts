import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { isTracing, openSpan, traced } from "./index.ts";
import { registerTestTracing, type TestTracing } from "./testing/index.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const PARENT_ID = "b7ad6b7169203331";
const headers = { traceparent: `00-${TRACE_ID}-${PARENT_ID}-01` };

let tracing: TestTracing | undefined;
afterEach(() => {
  tracing?.stop();
  tracing = undefined;
});

test("where nobody registered a provider nothing is traced, and work is done all the same", async () => {
  expect(isTracing()).toBe(false);
  await expect(traced("work", { kind: "internal" }, () => Promise.resolve(7))).resolves.toBe(7);
  tracing = registerTestTracing();
  expect(isTracing()).toBe(true);
  expect(tracing.take()).toEqual([]);
});

test("a span belongs to the trace that the headers name, and what is done within it to the span, over every await", async () => {
  tracing = registerTestTracing();
  await traced("outer", { kind: "server", headers }, async () => {
    await delay(1);
    await traced("inner", { kind: "client", attributes: { "a.b": 3 } }, () => Promise.resolve());
  });
  const [inner, outer] = tracing.take();
  expect(outer).toMatchObject({ name: "outer", traceId: TRACE_ID, parentId: PARENT_ID });
  expect(inner).toMatchObject({
    name: "inner",
    traceId: TRACE_ID,
    parentId: outer?.spanId,
    attributes: { "a.b": 3 },
  });
});

test("a root begins a trace of its own, wherever it begins", async () => {
  tracing = registerTestTracing();
  await traced("outer", { kind: "server", headers }, () => {
    openSpan("root", { kind: "consumer", isRoot: true, startTimeMs: 1 }).end();
    return Promise.resolve();
  });
  const [root] = tracing.take();
  expect(root?.traceId).not.toBe(TRACE_ID);
  expect(root?.parentId).toBeUndefined();
});

test.each([
  [Object.assign(new Error("secret"), { code: "BUSY" }), "BUSY"],
  [new RangeError("secret"), "RangeError"],
  ["secret", "unknown"],
])("a failure is told by its kind, never by what it says", async (error, type) => {
  tracing = registerTestTracing();
  const fails = vi.fn<() => Promise<never>>().mockRejectedValue(error);
  await expect(traced("work", { kind: "internal" }, fails)).rejects.toBe(error);
  const told = tracing.take();
  expect(told).toMatchObject([{ hasFailed: true, attributes: { "error.type": type } }]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("a span that is ended twice is told once", () => {
  tracing = registerTestTracing();
  const span = openSpan("once", { kind: "internal" });
  span.set({ "a.b": "c" });
  span.end();
  span.end();
  expect(tracing.take()).toMatchObject([{ name: "once", attributes: { "a.b": "c" } }]);
});
