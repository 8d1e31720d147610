import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { AnthropicUsage } from "./anthropic-usage.ts";
import { ITERATIONS_MAX, LINES_MAX, TOKENS_MAX, USAGE_BYTES_MAX } from "../limits.ts";
import { makeEventId, usageArbitrary } from "../testing/index.ts";
import { UsageRecord } from "../record/usage-record.ts";

const faultsOf = (usage: unknown): readonly string[] => {
  const result = UsageRecord.safeParse({ eventId: makeEventId(), usage });
  return (result.error?.issues ?? []).map((issue) => issue.path.join("."));
};

test("what comes out serialises to the JSON that came in, key for key", () => {
  fc.assert(
    fc.property(usageArbitrary(), (usage) => {
      const text = JSON.stringify({ zzz: 1, ...usage, aaa: [null, "x"] });
      expect(JSON.stringify(AnthropicUsage.parse(JSON.parse(text)))).toBe(text);
    }),
  );
});

test.each([
  [{ input_tokens: -1 }, "usage.input_tokens"],
  [{ input_tokens: 1.5 }, "usage.input_tokens"],
  [{ input_tokens: "12" }, "usage.input_tokens"],
  [{ output_tokens: TOKENS_MAX + 1 }, "usage.output_tokens"],
  [{ cache_read_input_tokens: true }, "usage.cache_read_input_tokens"],
  [
    { cache_creation: { ephemeral_5m_input_tokens: -1 } },
    "usage.cache_creation.ephemeral_5m_input_tokens",
  ],
  [{ cache_creation: 5 }, "usage.cache_creation"],
  [{ server_tool_use: { web_search_requests: -1 } }, "usage.server_tool_use.web_search_requests"],
  [
    { output_tokens_details: { thinking_tokens: 0.5 } },
    "usage.output_tokens_details.thinking_tokens",
  ],
  [{ service_tier: 1 }, "usage.service_tier"],
  [{ speed: "x".repeat(65) }, "usage.speed"],
  [{ inference_geo: "a\nb" }, "usage.inference_geo"],
  [{ iterations: {} }, "usage.iterations"],
  [{ iterations: [{ input_tokens: -1 }] }, "usage.iterations.0.input_tokens"],
  [{ iterations: [{ type: "compaction", model: 7 }] }, "usage.iterations.0.model"],
  [{ unknown: { text: "a\u0000b" } }, "usage.unknown.text"],
  [{ unknown: ["\ud800"] }, "usage.unknown.0"],
  [{ unknown: Number.NaN }, "usage.unknown"],
  [{ "a\u0000": 1 }, "usage"],
  [{ unknown: [[[[[[[[1]]]]]]]] }, "usage.unknown.0.0.0.0.0.0.0"],
  [[], "usage"],
  ["usage", "usage"],
  [new Date(), "usage"],
])("a fault names its path: %j", (usage, path) => {
  expect(faultsOf(usage)).toEqual([path]);
});

test("several faults are told together", () => {
  expect(faultsOf({ input_tokens: -1, output_tokens: "x" })).toEqual([
    "usage.input_tokens",
    "usage.output_tokens",
  ]);
});

test("known counts may be null or absent, the largest may be TOKENS_MAX", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ input_tokens: null, cache_creation: null, iterations: null })).toEqual([]);
  expect(faultsOf({ input_tokens: TOKENS_MAX, output_tokens: 0 })).toEqual([]);
});

const usageOf = (byteCount: number): object => ({ x: "é".repeat((byteCount - 8) / 2) });

test("size is bounded in bytes of UTF-8", () => {
  expect(faultsOf(usageOf(USAGE_BYTES_MAX))).toEqual([]);
  expect(faultsOf(usageOf(USAGE_BYTES_MAX + 2))).toEqual(["usage"]);
  expect(faultsOf({ x: "a".repeat(USAGE_BYTES_MAX) })).toEqual(["usage"]);
});

const entries = (count: number, of: (index: number) => object): object => ({
  iterations: Array.from({ length: count }, (_, index) => of(index)),
});

const ofModels = (count: number): object =>
  entries(count, (index) => ({ type: "advisor_message", model: `m${index}` }));

test("iterations are bounded: entries, their sums, and the lines they can give", () => {
  expect(faultsOf(entries(ITERATIONS_MAX, () => ({ type: "message" })))).toEqual([]);
  expect(faultsOf(entries(ITERATIONS_MAX + 1, () => ({})))).toEqual(["usage.iterations"]);
  expect(faultsOf(entries(2, () => ({ output_tokens: TOKENS_MAX })))).toEqual(["usage.iterations"]);
  expect(faultsOf(ofModels(LINES_MAX - 1))).toEqual([]);
  expect(faultsOf(ofModels(LINES_MAX))).toEqual(["usage.iterations"]);
});

test("a key named __proto__ is kept and changes nothing else", () => {
  const text = '{"input_tokens":1,"__proto__":{"output_tokens":9},"x":{"__proto__":null}}';
  const usage = AnthropicUsage.parse(JSON.parse(text));
  expect(JSON.stringify(usage)).toBe(text);
  expect(usage.output_tokens).toBeUndefined();
  expect({}).not.toHaveProperty("output_tokens");
});

test("validation never throws, whatever the value", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
      (value) => {
        expect(typeof AnthropicUsage.safeParse(value).success).toBe("boolean");
      },
    ),
  );
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  expect(AnthropicUsage.safeParse(cycle).success).toBe(false);
});

test("records have a JSON Schema that knows the counts", () => {
  const schema = JSON.stringify(z.toJSONSchema(UsageRecord, { io: "input" }));
  expect(schema).toContain("ephemeral_1h_input_tokens");
});
