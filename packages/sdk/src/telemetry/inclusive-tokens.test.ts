import { fixtures } from "@tokenledger/fixtures";
import { fromAnthropicUsage } from "@tokenledger/usage/from-anthropic-usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isCountable } from "./countable-usage.ts";
import { inclusiveTokens, sumTokens } from "./inclusive-tokens.ts";

const count = fc.nat({ max: 1_000_000 });
const anyUsage = fc.record({
  input_tokens: count,
  cache_read_input_tokens: fc.option(count),
  cache_creation: fc.option(
    fc.record({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }),
  ),
  cache_creation_input_tokens: fc.option(count),
  output_tokens: count,
});

test("OpenTelemetry's input is Anthropic's input and both cache parts, once each", () => {
  fc.assert(
    fc.property(anyUsage, (usage) => {
      const [line] = fromAnthropicUsage(usage, { model: "m" }).lines;
      const tokens = inclusiveTokens(line);
      expect(tokens.input - tokens.cacheRead - tokens.cacheWrite).toBe(usage.input_tokens);
      expect(tokens.cacheRead).toBe(usage.cache_read_input_tokens ?? 0);
      expect(tokens.cacheWrite).toBe(usage.cache_creation_input_tokens ?? 0);
      expect(tokens.output).toBe(usage.output_tokens);
    }),
  );
});

test("every fixture's tokens are conserved, its parts inside their wholes", () => {
  const lines = fixtures.flatMap(({ expected }) => expected.flatMap((record) => record.lines));
  const sum = sumTokens(lines.map(inclusiveTokens));
  const total = (pick: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((all, line) => all + pick(line), 0);
  expect(sum.input - sum.cacheRead - sum.cacheWrite).toBe(total((line) => line.inputTokens));
  expect(sum.output).toBe(total((line) => line.outputTokens));
  expect(sum.reasoning).toBeLessThanOrEqual(sum.output);
  expect(sum.reasoning).toBeGreaterThan(0);
});

test.each([
  [{ input_tokens: 1, iterations: [{ type: "message", input_tokens: 1 }] }, true],
  [{}, true],
  [{ input_tokens: "1" }, false],
  [{ input_tokens: -1 }, false],
  [{ output_tokens: 1.5 }, false],
  [{ cache_creation: 7 }, false],
  [{ cache_creation: { ephemeral_5m_input_tokens: "x" } }, false],
  [{ output_tokens_details: [] }, false],
  [{ iterations: {} }, false],
  [{ iterations: [null] }, false],
  [{ iterations: [{ model: 7 }] }, false],
  [null, false],
])("%j is countable: %j", (usage, isIt) => {
  expect(isCountable(usage)).toBe(isIt);
});
