import { expect, test } from "vitest";
import { importProgress } from "./import-progress.ts";

const drawn = (isTTY: boolean): readonly string[] => {
  const texts: string[] = [];
  const progress = importProgress(1000, { isTTY, write: (text: string) => texts.push(text) });
  for (let sent = 10; sent <= 1000; sent += 10) progress.show(sent);
  progress.end();
  return texts;
};

test("a terminal sees one bar drawn over and over", () => {
  const texts = drawn(true);

  expect(texts).toHaveLength(101);
  expect(texts[49]).toBe(`\r  ${"█".repeat(12)}${"░".repeat(12)} 500 of 1,000 records sent`);
  expect(texts.at(-1)).toBe("\n");
});

test("a log sees twenty lines", () => {
  const texts = drawn(false);

  expect(texts).toHaveLength(20);
  expect(texts.at(-1)).toBe("  1,000 of 1,000 records sent\n");
});
