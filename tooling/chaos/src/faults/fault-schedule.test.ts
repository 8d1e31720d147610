import { expect, test } from "vitest";
import { faultLanes } from "./fault-lanes.ts";
import { scheduleFaults } from "./fault-schedule.ts";
import { wantedFaults } from "./wanted-faults.ts";

const schedule = (seed: number, faults = "all") =>
  scheduleFaults(faultLanes, { seed, seconds: 60, isWanted: wantedFaults(faults) });

test("the same seed gives the same faults, another seed others", () => {
  expect(schedule(7)).toEqual(schedule(7));
  expect(schedule(7)).not.toEqual(schedule(8));
});

test("leaving a target out moves the faults of no other", () => {
  const others = schedule(7).filter(({ target }) => target === "redis");
  expect(others.length).toBeGreaterThan(0);
  expect(schedule(7, "@redis")).toEqual(others);
});

test("faults come in order, each lasts no longer than the run, and a target has one at a time", () => {
  const faults = schedule(3);
  const freeAt = new Map<string, number>();
  let lastMs = 0;
  for (const { atMs, durationMs, target } of faults) {
    expect(atMs).toBeGreaterThanOrEqual(Math.max(lastMs, freeAt.get(target) ?? 0));
    expect(atMs + durationMs).toBeLessThanOrEqual(60_000);
    freeAt.set(target, atMs + durationMs);
    lastMs = atMs;
  }
  expect(new Set(faults.map(({ kind }) => kind)).size).toBe(7);
});

const countAt = (intensity: number): number =>
  scheduleFaults(faultLanes, { seed: 1, seconds: 600, isWanted: () => true, intensity }).length;

test("about three faults happen a second, and twice the intensity makes far more", () => {
  expect(countAt(1) / 600).toBeGreaterThan(2);
  expect(countAt(1) / 600).toBeLessThan(4);
  expect(countAt(2)).toBeGreaterThan(1.5 * countAt(1));
});

test.each([
  ["kill", "kill", "redis", true],
  ["kill", "cut", "server-1>redis", false],
  ["@flusher", "pause", "flusher-2", true],
  ["@flusher", "cut", "flusher-2>redis", false],
  ["cut@flusher>redis", "cut", "flusher-2>redis", true],
  ["kill,cut@server-1>redis", "cut", "server-2>redis", false],
  ["none", "kill", "redis", false],
] as const)("--faults %s: %s of %s is wanted: %s", (text, kind, target, isWanted) => {
  expect(wantedFaults(text)(kind, target)).toBe(isWanted);
});

test("a kind that does not exist is refused, not ignored", () => {
  expect(() => wantedFaults("kil@redis")).toThrow("No such fault: kil@redis");
});
