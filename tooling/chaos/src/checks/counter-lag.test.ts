import { expect, test } from "vitest";
import { CounterLag } from "./counter-lag.ts";

test("where nothing may be behind, one look is enough", () => {
  const lag = new CounterLag();
  lag.look(5n, 5, 0);
  expect(lag.found(0)).toEqual([]);
  lag.look(4n, 5, 10);
  expect(lag.found(0)).toHaveLength(1);
});

test("what catches up in time is no fault, what does not is, and the longest wait is told", () => {
  const lag = new CounterLag();
  lag.look(4n, 5, 0);
  lag.look(4n, 5, 900);
  lag.look(5n, 5, 950);
  lag.look(5n, 6, 1_900);
  expect(lag.found(1_000)).toEqual([]);
  lag.look(5n, 6, 2_900);
  expect(lag.found(1_000)).toHaveLength(1);
  expect(lag.found(0)).toHaveLength(2);
  expect(lag.longestMs).toBe(1_000);
});
