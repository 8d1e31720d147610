import { expect, test } from "vitest";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import { bookChange } from "./book-change.ts";
import { PriceBook } from "./price-book.ts";

const shipped = readAnthropicPriceBook();
const [first, second, ...rest] = shipped.rows;
if (first === undefined || second === undefined) throw new Error("The shipped book is empty.");

const bookOf = (rows: PriceBook["rows"], models = shipped.models): PriceBook =>
  new PriceBook({ version: 2, models, rows });

test("the same file again changes nothing, whatever ids the rows have by now", () => {
  const stored = bookOf(shipped.rows.map((row) => ({ ...row, id: `${row.id}#9` })));
  expect(bookChange(stored, shipped)).toMatchObject({ add: [], remove: [] });
});

test("a corrected price replaces its row, and one that is gone goes", () => {
  const corrected = { ...first, picoUsd: first.picoUsd + 1n };
  expect(bookChange(shipped, bookOf([corrected, ...rest]))).toMatchObject({
    add: [corrected],
    remove: [first.id, second.id],
  });
});

test("models a file does not list keep what somebody entered for them", () => {
  const own = { ...first, id: "own", model: "claude-of-ours" };
  const current = bookOf(
    [...shipped.rows, own],
    [...shipped.models, { id: "claude-of-ours", aliases: [] }],
  );
  expect(bookChange(current, shipped)).toMatchObject({ add: [], remove: [] });
});
