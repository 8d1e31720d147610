import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lineColumnNames } from "@tokenledger/usage/exports";
import type { Column } from "../columns/column.ts";
import { lineColumns } from "../columns/line-columns.ts";
import { readTestConfig } from "../testing/config.ts";
import { csvFormat } from "./csv-format.ts";

const TEXTS = readTestConfig().CSV_TEXTS;

/** What a spreadsheet would take for the beginning of a formula, in its two widths, also where such a mark stands before it already: it must not be taken off then. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

const column: Column<string> = { name: "text", type: "text", read: (text) => text };

const written = async (texts: readonly string[], hasBom = false): Promise<string> => {
  const format = csvFormat([column, { ...column, name: "again" }], hasBom);
  const parts = [await format.open(), await format.write(texts), await format.end()];
  return Buffer.concat(parts).toString("utf8");
};

const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", ",", '"', "'", " ", "a"),
  }),
  fc.constantFrom(
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\uFF1D1+1",
    "\uFEFF=1",
    '"',
    "''",
  ),
);

test(`whatever text is written comes back as it was, but for the mark before a formula (${TEXTS} texts)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        hostile.filter((text) => text !== "" && text.isWellFormed()),
        { minLength: 100, maxLength: 100 },
      ),
      async (texts) => {
        const rows = parse(await written(texts), { record_delimiter: "\r\n" });
        const expected = texts.map((text) => (FORMULA.test(text) ? `'${text}` : text));
        expect(rows.slice(1)).toEqual(expected.map((text) => [text, text]));
      },
    ),
    { numRuns: TEXTS / 100 },
  );
});

test("lines end with CRLF, and a mark of the byte order comes first where it is wanted", async () => {
  expect(await written(["a", "b\nc", 'd"e'])).toBe(
    'text,again\r\na,a\r\n"b\nc","b\nc"\r\n"d""e","d""e"\r\n',
  );
  expect((await written(["a"], true)).startsWith("\uFEFFtext,")).toBe(true);
});

test("the columns that may be chosen are the columns there are", () => {
  expect(lineColumns("masked").map(({ name }) => name)).toEqual(lineColumnNames);
});
