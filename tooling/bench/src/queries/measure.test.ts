import { expect, test } from "vitest";
import { measure } from "./measure.ts";

test("every counted round is asked once, after two that are not", async () => {
  const rounds: number[] = [];
  const ask = async (round: number): Promise<void> => {
    rounds.push(round);
    return Promise.resolve();
  };
  const measured = await measure({ name: "a question", aimMs: 1e6, ask }, 3);
  expect(rounds).toEqual([0, 0, 0, 1, 2]);
  expect(measured).toMatchObject({ name: "a question", aimMs: 1e6 });
  expect(measured.p95Ms).toBeGreaterThanOrEqual(measured.p50Ms);
});
