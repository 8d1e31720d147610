import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

const pauses = (backoff: Backoff, count: number): number[] =>
  Array.from({ length: count }, () => backoff.nextPauseMs());

test("pauses double up to their limit, and begin anew after a success", () => {
  const backoff = new Backoff({ pauseMsMin: 10, pauseMsMax: 50, random: () => 1 });
  expect(pauses(backoff, 5)).toEqual([10, 20, 40, 50, 50]);
  backoff.succeeded();
  expect(pauses(backoff, 1)).toEqual([10]);
});

test("pauses are spread over all of the time up to their limit", () => {
  const random = [0, 0.5, 0.25].values();
  const next = (): number => random.next().value ?? 0;
  const backoff = new Backoff({ pauseMsMin: 10, pauseMsMax: 50, random: next });
  expect(pauses(backoff, 3)).toEqual([0, 10, 10]);
});

test("after failures without number the pause is still a time", () => {
  const backoff = new Backoff({ pauseMsMin: 10, pauseMsMax: 50, random: () => 1 });
  expect(Math.max(...pauses(backoff, 5_000))).toBe(50);
});

test("a signal ends the pause, without an error", async () => {
  const backoff = new Backoff({ pauseMsMin: 60_000, pauseMsMax: 60_000, random: () => 1 });
  const stop = new AbortController();
  const pause = backoff.pause(stop.signal);
  stop.abort("stop");
  await pause;
  await backoff.pause(stop.signal);
  expect(stop.signal.aborted).toBe(true);
});
