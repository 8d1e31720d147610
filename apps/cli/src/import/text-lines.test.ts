import { join } from "node:path";
import { expect, test } from "vitest";
import { allOf, sourceFolder } from "./testing/source-folder.ts";
import { textLines, type TextLine } from "./text-lines.ts";

const linesOf = async (content: string, charactersMax?: number): Promise<readonly TextLine[]> =>
  allOf(textLines(join(sourceFolder({ a: content }), "a"), charactersMax));

test("lines are counted as an editor counts them, blank ones too, the last one with or without its end", async () => {
  expect(await linesOf("\u{FEFF}one\r\n\n  \nfour\nfive")).toEqual([
    { line: 1, text: "one\r" },
    { line: 4, text: "four" },
    { line: 5, text: "five" },
  ]);
  expect(await linesOf("")).toEqual([]);
});

test("a line longer than may be held is told, and those after it are read", async () => {
  const long = "x".repeat(300_000);

  expect(await linesOf(`a\n${long}\nb\n${long}`, 1000)).toEqual([
    { line: 1, text: "a" },
    { line: 2, text: null },
    { line: 3, text: "b" },
    { line: 4, text: null },
  ]);
});
