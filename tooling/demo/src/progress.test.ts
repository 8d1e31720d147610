import { expect, test } from "vitest";
import { showProgress } from "./progress.ts";

const tallyOf = (accepted: number) => ({ accepted, duplicate: 0, rejected: 0, refusals: [] });

const shown = (isTTY: boolean, counts: readonly number[]): string => {
  let text = "";
  const show = showProgress(40_000, { isTTY, write: (more) => (text += more) });
  for (const count of counts) {
    show(tallyOf(count));
  }
  return text;
};

test("a terminal has one line that is drawn over, and never overflows", () => {
  expect(shown(true, [20_000, 90_000])).toBe(
    `\r  ${"█".repeat(12)}${"░".repeat(12)} 20,000 records sent\r  ${"█".repeat(24)} 90,000 records sent`,
  );
});

test("a log has a line every ten thousand records", () => {
  expect(shown(false, [500, 10_000, 10_500, 21_000])).toBe(
    "  10,000 records sent\n  21,000 records sent\n",
  );
});
