import { fixtures, type Exchange } from "@tokenledger/fixtures";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { AnthropicUsage } from "./anthropic-usage.ts";
import { fromAnthropicUsage } from "./from-anthropic-usage.ts";
import { usageArbitrary } from "../testing/index.ts";
import type { UsageLine } from "../record/usage-line.ts";

const Message = z.looseObject({ model: z.string(), usage: AnthropicUsage });
const messages = fixtures.filter((exchange) => exchange.kind === "message");

const readMessage = (exchange: Exchange): readonly UsageLine[] => {
  const { model, usage } = Message.parse(JSON.parse(exchange.body));
  return fromAnthropicUsage(usage, { model }).lines;
};

const countsOf = (line: UsageLine | undefined) => ({
  kind: line?.kind,
  model: line?.model,
  inputTokens: line?.inputTokens,
  outputTokens: line?.outputTokens,
});

test.each(messages.map((exchange) => [exchange.name, exchange] as const))(
  "%s gives its lines",
  (_, exchange) => {
    expect(readMessage(exchange)).toEqual(exchange.expected[0]?.lines);
  },
);

test("no usage is one line of zeros for the model asked", () => {
  const { lines } = fromAnthropicUsage(null, { model: "claude-sonnet-5-5" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toEqual(fromAnthropicUsage({}, { model: "claude-sonnet-5-5" }).lines[0]);
  expect(countsOf(lines[0])).toEqual({
    kind: "message",
    model: "claude-sonnet-5-5",
    inputTokens: 0,
    outputTokens: 0,
  });
});

const cacheTotal = (usage: AnthropicUsage): number => usage.cache_creation_input_tokens ?? 0;
const lineCacheTotal = (line: UsageLine): number =>
  line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;

test("cache writes are conserved: 5m + 1h + unsplit is their total, whatever the split says", () => {
  fc.assert(
    fc.property(usageArbitrary(), (usage) => {
      const alone = { ...usage, iterations: null };
      const { lines } = fromAnthropicUsage(alone, { model: null });
      expect(lineCacheTotal(lines[0])).toBe(cacheTotal(usage));
    }),
  );
});

test("nothing billed is lost: the lines hold the top level, compactions and advisors, and count nothing twice", () => {
  fc.assert(
    fc.property(usageArbitrary(), (usage) => {
      const { lines } = fromAnthropicUsage(usage, { model: "m" });
      const total = lines.reduce((sum, line) => sum + lineCacheTotal(line), 0);
      const all = (usage.iterations ?? []).reduce((sum, entry) => sum + cacheTotal(entry), 0);
      const surely = (usage.iterations ?? [])
        .filter((entry) => entry.type === "compaction" || entry.type === "advisor_message")
        .reduce((sum, entry) => sum + cacheTotal(entry), 0);
      expect(total).toBeGreaterThanOrEqual(Math.max(cacheTotal(usage), surely));
      expect(total).toBeLessThanOrEqual(cacheTotal(usage) + all);
    }),
  );
});

test("lines are whole, not negative, and one a model and kind; thinking is within the output", () => {
  fc.assert(
    fc.property(usageArbitrary(), (usage) => {
      const { lines } = fromAnthropicUsage(usage, { model: "m" });
      for (const line of lines) {
        for (const value of Object.values(line).filter((item) => typeof item === "number")) {
          expect(Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)).toBe(true);
        }
        expect(line.thinkingTokens ?? 0).toBeLessThanOrEqual(line.outputTokens);
      }
      const keys = lines.map((line) => `${line.kind} ${line.model ?? ""}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(lines[0].kind).toBe("message");
    }),
  );
});

test("iterations of one kind and model become one line", () => {
  const compaction = { type: "compaction", input_tokens: 10, output_tokens: 1 };
  const message = { type: "message", input_tokens: 5, output_tokens: 2 };
  const { lines } = fromAnthropicUsage(
    { input_tokens: 5, output_tokens: 2, iterations: [compaction, compaction, message] },
    { model: "m" },
  );
  expect(lines.map(countsOf)).toEqual([
    { kind: "message", model: "m", inputTokens: 5, outputTokens: 2 },
    { kind: "compaction", model: "m", inputTokens: 20, outputTokens: 2 },
  ]);
});

test("a pass without any counts is no line", () => {
  const iterations = [{ type: "advisor_message", model: "other" }, { type: "message" }];
  expect(fromAnthropicUsage({ iterations }, { model: "m" }).lines).toHaveLength(1);
});

const declined = { type: "message", model: "first", input_tokens: 10, output_tokens: 3 };
const served = { type: "fallback_message", model: "second", input_tokens: 12, output_tokens: 40 };

test.each([
  ["the serving attempt", { input_tokens: 12, output_tokens: 40 }],
  ["both attempts", { input_tokens: 22, output_tokens: 43 }],
])("a declined attempt is billed once, at its own model, when the top level is %s", (_, counts) => {
  const { lines } = fromAnthropicUsage(
    { ...counts, iterations: [declined, served] },
    { model: "second" },
  );
  expect(lines.map(countsOf)).toEqual([
    { kind: "message", model: "second", inputTokens: 12, outputTokens: 40 },
    { kind: "message", model: "first", inputTokens: 10, outputTokens: 3 },
  ]);
});

test("the model that served is the one its fallback_message names, not the one asked for", () => {
  const usage = { input_tokens: 12, output_tokens: 40, iterations: [declined, served] };
  expect(fromAnthropicUsage(usage, { model: "first" }).lines[0].model).toBe("second");
});

test("a fallback_message outside the top level is a line of its own", () => {
  const { lines } = fromAnthropicUsage(
    { input_tokens: 10, output_tokens: 3, iterations: [declined, served] },
    { model: "first" },
  );
  expect(lines.map(countsOf)).toEqual([
    { kind: "message", model: "first", inputTokens: 10, outputTokens: 3 },
    { kind: "fallback_message", model: "second", inputTokens: 12, outputTokens: 40 },
  ]);
});

test("a top level that fits no sum keeps its counts, and a declined attempt stands beside them", () => {
  const { lines } = fromAnthropicUsage(
    { input_tokens: 1, output_tokens: 1, iterations: [declined, served] },
    { model: "second" },
  );
  expect(lines.map(countsOf)).toEqual([
    { kind: "message", model: "second", inputTokens: 1, outputTokens: 1 },
    { kind: "message", model: "first", inputTokens: 10, outputTokens: 3 },
  ]);
});

test("turns of several models without a fallback_message stay inside when the sums do not tell", () => {
  const other = { ...declined, model: "second" };
  const { lines } = fromAnthropicUsage(
    { input_tokens: 999, output_tokens: 9, iterations: [declined, other] },
    { model: "alias" },
  );
  expect(lines.map(countsOf)).toEqual([
    { kind: "message", model: "alias", inputTokens: 999, outputTokens: 9 },
  ]);
});

test("entries of an unknown type are inside the top level", () => {
  const { lines } = fromAnthropicUsage(
    {
      input_tokens: 3,
      output_tokens: 1,
      iterations: [
        { type: "turn", input_tokens: 3 },
        { type: "turn", output_tokens: 1 },
      ],
    },
    { model: "m" },
  );
  expect(lines).toHaveLength(1);
});

test("speed is told of the model that served, tier and geography of all lines", () => {
  const { lines } = fromAnthropicUsage(
    {
      input_tokens: 5,
      output_tokens: 5,
      service_tier: "priority",
      speed: "fast",
      inference_geo: "us",
      iterations: [
        { type: "compaction", input_tokens: 7 },
        { type: "advisor_message", model: "other", input_tokens: 8 },
        { type: "message", input_tokens: 5, output_tokens: 5 },
      ],
    },
    { model: "m" },
  );
  expect(lines.map((line) => [line.kind, line.speed, line.serviceTier, line.inferenceGeo])).toEqual(
    [
      ["message", "fast", "priority", "us"],
      ["compaction", "fast", "priority", "us"],
      ["advisor_message", null, "priority", "us"],
    ],
  );
});

test("empty labels are no labels, and a negative zero is zero", () => {
  const usage = AnthropicUsage.parse(
    JSON.parse(
      '{"input_tokens":-0,"output_tokens":-0,"service_tier":"","speed":"","inference_geo":""}',
    ),
  );
  const [line] = fromAnthropicUsage(usage, { model: null }).lines;
  expect(line).toMatchObject({ serviceTier: null, speed: null, inferenceGeo: null });
  expect(Object.is(line.inputTokens, 0)).toBe(true);
});
