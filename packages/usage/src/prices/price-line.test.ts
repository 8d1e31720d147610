import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectedRecordArbitrary } from "../testing/arbitraries.ts";
import type { UsageLine } from "../record/usage-line.ts";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import { priceLine, promptTokensOf, type PriceContext } from "./price-line.ts";
import { costOfRecord, priceRecord } from "./price-record.ts";

const book = readAnthropicPriceBook();
const now = Date.parse("2026-11-20T00:00:00Z");

const context: PriceContext = {
  occurTimeMs: now,
  quality: "final",
  outcome: "complete",
  platform: "anthropic",
  stopReason: "end_turn",
  lineIndex: 0,
};

const count = fc.nat(2_000_000);

const countsArbitrary = fc.record({
  inputTokens: count,
  cacheWrite5mTokens: count,
  cacheWrite1hTokens: count,
  cacheWriteUnsplitTokens: count,
  cacheReadTokens: count,
  outputTokens: count,
  webSearchRequests: fc.nat(10),
  webFetchRequests: fc.nat(10),
});
type Counts = typeof countsArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const lineOf = (model: string | null, counts: Counts): UsageLine => ({
  kind: "message",
  model,
  thinkingTokens: null,
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  ...counts,
});

/** Models whose price does not depend on the prompt's length now. */
const flatModel = fc.constantFrom("claude-opus-5-5", "claude-sonnet-5", "claude-haiku-4-5");
const anyModel = fc.option(
  fc.constantFrom(
    "claude-haiku-5-5",
    "claude-opus-5",
    "claude-fable-5-2",
    "claude-mythos-5-2",
    "gpt",
  ),
  { nil: null },
);

const names = [
  "inputTokens",
  "cacheWrite5mTokens",
  "cacheWrite1hTokens",
  "cacheWriteUnsplitTokens",
  "cacheReadTokens",
  "outputTokens",
  "webSearchRequests",
  "webFetchRequests",
] as const;

const merge = (one: Counts, other: Counts): Counts => {
  const sum = { ...one };
  for (const name of names) sum[name] = one[name] + other[name];
  return sum;
};

test("a cost is exactly the sum of its components, each a quantity times a price", () => {
  fc.assert(
    fc.property(anyModel, countsArbitrary, (model, counts) => {
      const price = priceLine(lineOf(model, counts), context, book);
      const parts = price.components.reduce((sum, part) => sum + part.costPicoUsd, 0n);
      for (const part of price.components) {
        expect(part.costPicoUsd).toBe(part.quantity * (part.row?.picoUsd ?? 0n));
      }
      expect(price.costPicoUsd).toBe(price.missing.length === 0 ? parts : null);
    }),
  );
});

test("every count is either priced or missing, whole, once", () => {
  fc.assert(
    fc.property(anyModel, countsArbitrary, (model, counts) => {
      const price = priceLine(lineOf(model, counts), context, book);
      const told = Object.fromEntries(
        [...price.components, ...price.missing].map((part) => [part.count, Number(part.quantity)]),
      );
      const given = Object.fromEntries(
        names.filter((name) => counts[name] > 0).map((name) => [name, counts[name]]),
      );
      expect(told).toEqual(given);
    }),
  );
});

test("more tokens never cost less", () => {
  fc.assert(
    fc.property(flatModel, countsArbitrary, fc.constantFrom(...names), (model, counts, name) => {
      const fewer = priceLine(lineOf(model, counts), context, book).costPicoUsd ?? -1n;
      const more = { ...counts, [name]: counts[name] + 1 };
      expect(priceLine(lineOf(model, more), context, book).costPicoUsd).toBeGreaterThanOrEqual(
        fewer,
      );
    }),
  );
});

test("a longer prompt of a model with bands never costs less", () => {
  fc.assert(
    fc.property(countsArbitrary, fc.nat(200_000), (counts, further) => {
      const cost = (inputTokens: number): bigint =>
        priceLine(lineOf("claude-haiku-5-5", { ...counts, inputTokens }), context, book)
          .costPicoUsd ?? -1n;
      expect(cost(counts.inputTokens + further)).toBeGreaterThanOrEqual(cost(counts.inputTokens));
    }),
  );
});

test("lines split or merged cost the same to the last pico-dollar", () => {
  fc.assert(
    fc.property(flatModel, countsArbitrary, countsArbitrary, (model, one, other) => {
      const cost = (counts: Counts): bigint =>
        priceLine(lineOf(model, counts), context, book).costPicoUsd ?? -1n;
      expect(cost(merge(one, other))).toBe(cost(one) + cost(other));
    }),
  );
});

test("the prompt alone chooses the band, and the band prices the output too", () => {
  fc.assert(
    fc.property(countsArbitrary, (counts) => {
      const line = lineOf("claude-haiku-5-5", counts);
      const isLong = promptTokensOf(line) > 100_000;
      const bands = new Set(
        priceLine(line, context, book)
          .components.filter((part) => part.row?.model !== "*")
          .map((part) => part.row?.promptFromTokens),
      );
      expect([...bands].every((from) => from === (isLong ? 100_001 : 0))).toBe(true);
    }),
  );
});

test("any record costs the sum of its lines, twice the same, and a 64-bit integer holds it", () => {
  fc.assert(
    fc.property(collectedRecordArbitrary(), (record) => {
      const price = priceRecord(record, book);
      expect(price).toEqual(priceRecord(record, book));
      expect(price.lines).toHaveLength(record.lines.length);
      expect(price.costPicoUsd).toBe(
        price.lines.reduce((sum, line) => sum + (line.costPicoUsd ?? 0n), 0n),
      );
      expect(BigInt.asIntN(64, price.costPicoUsd)).toBe(price.costPicoUsd);
      expect(costOfRecord(record, book)).toEqual({
        lines: price.lines.map(({ costPicoUsd }) => costPicoUsd),
        priceVersion: book.version,
      });
    }),
  );
});

test("no multiplier and no float stands in the code of prices", () => {
  const sources = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  expect(sources.length).toBeGreaterThan(8);
  for (const name of sources) {
    const code = readFileSync(new URL(name, import.meta.url), "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(/\/\/.*$/gm, "")
      .replaceAll(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""')
      .replaceAll(/\/(?:[^/\n\\]|\\.)+\/[a-z]*[;,.]/g, "");
    expect(code, `${name}: a number with a fraction`).not.toMatch(/\d\.\d/);
    expect(code, `${name}: a product with a literal`).not.toMatch(/\*\s*\d|\d[\dn_]*\s*\*/);
    expect(code, `${name}: a float`).not.toMatch(/parseFloat|Math\.|Number\(|\s\/\s/);
  }
});
