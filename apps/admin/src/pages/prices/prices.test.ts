import { expect, test } from "vitest";
import { createFormatter } from "../../format/formatter.ts";
import { priceMatrix, toolRows } from "../../price/price-matrix.ts";
import { isPriceAt } from "../../price/price-view.ts";
import { sampleBook, samplePrice } from "../../testing/sample-prices.ts";
import { draftOf, readDraft } from "./price-form.ts";
import { pricesTexts } from "./prices-texts.ts";
import { readJsonFile } from "./read-json-file.ts";
import { bandText, compareRows, termsText, validText } from "./row-words.ts";

const format = createFormatter("en");
const now = Date.parse("2026-11-27T00:00:00Z");

test("the matrix holds what is in force for plain calls, and leaves out what is over or special", () => {
  const [sonnet, haiku, unknown] = priceMatrix(sampleBook, now);
  expect(sonnet?.standard.input?.id).toBe("p1");
  expect(sonnet?.standard.cacheRead).toBeNull();
  expect(sonnet?.rows).toHaveLength(3);
  expect(haiku?.uncertainCount).toBe(1);
  expect(unknown?.rows).toEqual([]);
  expect(toolRows(sampleBook.rows).map(({ id }) => id)).toEqual(["p5"]);
  const [before] = priceMatrix(
    { ...sampleBook, models: [{ id: "claude-haiku-4-5", aliases: [] }] },
    0,
  );
  expect(before?.standard.input).toBeNull();
});

test("a price is in force from its first moment to before its last", () => {
  const row = { validFrom: new Date(10), validTo: new Date(20) };
  expect([9, 10, 19, 20].map((timeMs) => isPriceAt(row, timeMs))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("lengths, times and terms are said in words", () => {
  const { en } = pricesTexts;
  const row = { ...samplePrice, promptFromTokens: 0, promptToTokens: null };
  expect(bandText(row, en, format)).toBe("any length");
  expect(bandText(samplePrice, en, format)).toBe("up to 200,000 tokens");
  expect(bandText({ ...row, promptFromTokens: 200_001 }, en, format)).toBe("over 200,000 tokens");
  expect(bandText({ ...row, promptFromTokens: 11, promptToTokens: 21 }, en, format)).toBe(
    "over 10, up to 20 tokens",
  );
  const from = new Date("2026-01-01T00:00:00Z");
  const to = new Date("2026-02-01T00:00:00Z");
  expect(validText(row, en, format)).toBe("always");
  expect(validText({ ...row, validFrom: from }, en, format)).toBe("since Jan 1, 2026");
  expect(validText({ ...row, validTo: to }, en, format)).toBe("until Feb 1, 2026");
  expect(validText({ ...row, validFrom: from, validTo: to }, en, format)).toBe(
    "Jan 1, 2026 – Feb 1, 2026",
  );
  expect(termsText(row)).toBe("–");
  expect(termsText({ ...row, serviceTier: "batch", inferenceGeo: "us" })).toBe("batch, us");
});

test("plain prices come before special ones, then in the order of the bill", () => {
  const output = { ...samplePrice, priceClass: "output" } as const;
  const batch = { ...samplePrice, serviceTier: "batch" };
  expect([batch, output, samplePrice].sort(compareRows)).toEqual([samplePrice, output, batch]);
});

test("a form that was not touched changes nothing, moments inside a day included", () => {
  const row = { ...samplePrice, validFrom: new Date("2026-01-01T07:00:00Z"), note: "n" };
  expect(readDraft(draftOf(row), row)).toEqual({
    picoUsd: row.picoUsd,
    validFrom: row.validFrom,
    validTo: null,
    confidence: "official",
    sources: row.sources,
    note: "n",
  });
  expect(readDraft({ ...draftOf(row), price: "x" }, row)).toBeNull();
  expect(readDraft({ ...draftOf(row), validFrom: "2026-03-01" }, row)?.validFrom).toEqual(
    new Date("2026-03-01T00:00:00Z"),
  );
});

test("a file that is no JSON is said to be none", async () => {
  expect(await readJsonFile({ text: async () => Promise.resolve("{") })).toBe("wrong");
  expect(await readJsonFile({ text: async () => Promise.resolve("[1]") })).toEqual({
    content: [1],
  });
});
