import { expect, test } from "vitest";
import { measure, measuredHead, measuredLine, quantile } from "./measure.ts";

test("a quantile is the smallest value that the share does not exceed", () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([quantile(values, 0.5), quantile(values, 0.95), quantile(values, 1)]).toEqual([
    50, 95, 100,
  ]);
  expect([quantile([7], 0.95), quantile([], 0.5)]).toEqual([7, 0]);
});

test("every counted round is asked once, after two that are not", async () => {
  const rounds: number[] = [];
  const ask = async (round: number): Promise<void> => {
    rounds.push(round);
    return Promise.resolve();
  };
  const measured = await measure({ name: "a question", aimMs: 1e6, ask }, 3);
  expect(rounds).toEqual([0, 0, 0, 1, 2]);
  expect(measuredLine(measured)).toMatch(/^a question .* 1000000$/);
  expect(measuredLine({ ...measured, p95Ms: 2e9 })).toContain("MISSED");
  expect(measuredHead()).toContain("P95");
});
