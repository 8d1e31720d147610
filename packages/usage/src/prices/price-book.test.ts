import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import file from "./anthropic-price-book.json" with { type: "json" };
import { PriceBook } from "./price-book.ts";
import { readPriceBookFile } from "./price-book-file.ts";
import type { PriceRow } from "./price-row.ts";

const row = (change: Partial<PriceRow> = {}): PriceRow => ({
  id: "one",
  model: "claude-x",
  priceClass: "input",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  promptFromTokens: 0,
  promptToTokens: null,
  picoUsd: 5n,
  validFromMs: null,
  validToMs: null,
  confidence: "official",
  sources: ["a page"],
  note: null,
  ...change,
});

const bookOf = (...rows: readonly PriceRow[]): PriceBook =>
  new PriceBook({ version: 3, models: [{ id: "claude-x", aliases: ["x"] }], rows });

test("a price changes at its instant: half-open, to the millisecond", () => {
  const book = bookOf(row({ validToMs: 1000 }), row({ id: "two", picoUsd: 7n, validFromMs: 1000 }));
  const at = (timeMs: number): bigint | undefined =>
    book.find({ ...row(), promptTokens: 0, timeMs })?.picoUsd;
  expect([at(-1), at(999), at(1000), at(9999)]).toEqual([5n, 5n, 7n, 7n]);
});

test("two rows that would both answer are refused", () => {
  expect(() => bookOf(row(), row({ id: "two", validFromMs: 1000 }))).toThrow(
    expect.objectContaining({ code: "PRICE_ROWS_OVERLAP" }),
  );
  expect(() =>
    bookOf(row({ promptToTokens: 11 }), row({ id: "two", promptFromTokens: 10 })),
  ).toThrow(expect.objectContaining({ code: "PRICE_ROWS_OVERLAP" }));
});

test("rows that differ in any term, or only touch, stand side by side", () => {
  const rows = [
    row({ promptToTokens: 10, validToMs: 5 }),
    row({ id: "2", promptFromTokens: 10 }),
    row({ id: "3", promptToTokens: 10, validFromMs: 5 }),
    row({ id: "4", priceClass: "output" }),
    row({ id: "5", serviceTier: "batch" }),
    row({ id: "6", speed: "fast" }),
    row({ id: "7", inferenceGeo: "us" }),
  ];
  expect(bookOf(...rows).rows).toHaveLength(7);
});

test("one name for two models is refused", () => {
  const models = [
    { id: "claude-x", aliases: ["x"] },
    { id: "claude-y", aliases: ["x"] },
  ];
  expect(() => new PriceBook({ version: 1, models, rows: [] })).toThrow(
    expect.objectContaining({ code: "PRICE_NAME_AMBIGUOUS" }),
  );
});

const unexplained = ({ confidence, note }: PriceRow): boolean =>
  confidence === "uncertain" && note === null;

test("the shipped book reads, has a source for every row, and no row id twice", () => {
  const book = readAnthropicPriceBook(4);
  expect(book.version).toBe(4);
  expect(book.rows.length).toBeGreaterThan(400);
  expect(new Set(book.rows.map(({ id }) => id)).size).toBe(book.rows.length);
  expect(book.rows.filter(({ sources }) => sources.length === 0)).toEqual([]);
  expect(book.rows.filter(unexplained)).toEqual([]);
});

test("a source nobody reads from is not listed", () => {
  const read = new Set(readAnthropicPriceBook().rows.flatMap(({ sources }) => sources));
  expect(Object.values(file.sources).filter((title) => !read.has(title))).toEqual([]);
});

test.each([
  ["a fraction of a pico-dollar", { picoUsdPerToken: { input: "0.5" } }],
  ["a price that is a JSON number", { picoUsdPerToken: { input: 5 } }],
  ["a price beyond the largest", { picoUsdPerToken: { input: "10000000001" } }],
  ["an unknown class", { picoUsdPerToken: { thinking: "5" } }],
  ["no source", { sources: [] }],
  [
    "an end before its start",
    { validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" },
  ],
  ["an empty band", { promptFromTokens: 10, promptToTokens: 10 }],
  ["a time that is none", { validFrom: "yesterday" }],
])("a file with %s is refused", (_title, change) => {
  const rate = { ...file.models[0]?.rates[0], ...change };
  const json = { ...file, models: [{ id: "claude-x", aliases: [], rates: [rate] }] };
  expect(() => readPriceBookFile(json, 1)).toThrow(
    expect.objectContaining({ code: "PRICE_BOOK_INVALID" }),
  );
});

test("a file that cites a source it does not name is refused", () => {
  const rate = { ...file.models[0]?.rates[0], sources: ["hearsay"] };
  const json = { ...file, models: [{ id: "claude-x", aliases: [], rates: [rate] }] };
  expect(() => readPriceBookFile(json, 1)).toThrow(
    expect.objectContaining({ code: "PRICE_SOURCE_UNKNOWN" }),
  );
});

const research = new URL("../../../../../shared/anthropic-prices.json", import.meta.url);
const UsdPerMtok = z.record(z.string(), z.string().nullable());
const Research = z.object({
  curated: z.array(
    z.object({
      model: z.string(),
      usd_per_mtok: UsdPerMtok.nullish(),
      fast_usd_per_mtok: UsdPerMtok.nullish(),
      effective_from: z.string().nullish(),
      bands: z
        .array(z.object({ prompt_tokens_over: z.number().optional(), usd_per_mtok: UsdPerMtok }))
        .optional(),
    }),
  ),
});
const classOf = new Map([
  ["input", "input"],
  ["output", "output"],
  ["cache_read", "cacheRead"],
  ["cache_write_5m", "cacheWrite5m"],
  ["cache_write_1h", "cacheWrite1h"],
] as const);

/** "12.50" dollars per million tokens as pico-USD per token, digit by digit. */
const toPicoUsd = (usdPerMtok: string): bigint => {
  const [whole = "0", fraction = ""] = usdPerMtok.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
};

test.skipIf(!existsSync(research))(
  "every figure of the research file is in the shipped book (needs ../shared)",
  () => {
    const book = readAnthropicPriceBook();
    const timeMs = Date.parse("2026-11-22T00:00:00Z");
    const { curated } = Research.parse(JSON.parse(readFileSync(research, "utf8")));
    let figureCount = 0;
    const check = (model: string, speed: string, promptTokens: number, usd: unknown): void => {
      for (const [name, price] of Object.entries(UsdPerMtok.nullish().parse(usd) ?? {})) {
        const priceClass = [...classOf].find(([key]) => key === name)?.[1] ?? "input";
        const found = book.find({
          model,
          priceClass,
          speed,
          serviceTier: "standard",
          inferenceGeo: "global",
          promptTokens,
          timeMs,
        });
        figureCount += 1;
        expect(found?.picoUsd, `${model} ${speed} ${name}`).toBe(
          price === null ? undefined : toPicoUsd(price),
        );
      }
    };
    for (const { model, bands, ...prices } of curated) {
      check(model, "standard", 0, prices.usd_per_mtok);
      check(model, "fast", 0, prices.fast_usd_per_mtok);
      for (const band of bands ?? []) {
        check(model, "standard", (band.prompt_tokens_over ?? 0) + 1, band.usd_per_mtok);
      }
    }
    expect(figureCount).toBeGreaterThan(80);
  },
);
