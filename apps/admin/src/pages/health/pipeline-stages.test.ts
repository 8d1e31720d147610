import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Figure } from "./figure-words.ts";
import { acceptedOf, rateOf, stageNames, stagesOf } from "./pipeline-stages.ts";

const figure = (name: string, more: Partial<Figure> = {}): Figure => ({
  group: "backlog",
  name,
  value: 7,
  details: [7],
  unit: "records",
  status: "ok",
  sentence: "As the server says.",
  action: null,
  ...more,
});

/** Every figure the server tells, one of each kind. */
const all = [
  "backlog.lag",
  "backlog.records",
  "backlog.share",
  "dead_letters.open",
  "quality.unpriced",
  "quality.provisional",
  "quality.doubled_messages",
  "quality.unknown_fields",
  "collect.accepted",
  "collect.duplicate",
  "collect.rejected.invalid",
  "partitions.next",
  "partitions.default_rows",
  "invariants.differences",
  "counters.drift",
  "jobs.failed",
  "aggregates.failed",
].map((name) => figure(name));

test("every figure belongs to one station, and every station has a number", () => {
  const stages = stagesOf(all);
  expect(stages.map(({ name }) => name)).toEqual(stageNames);
  expect(stages.flatMap((stage) => stage.figures.map(({ name }) => name)).toSorted()).toEqual(
    all.map(({ name }) => name).toSorted(),
  );
  expect(stages.map(({ value }) => value)).toEqual(stageNames.map(() => 7));
});

test("a station is as ill as the worst of its figures, and no other is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.constantFrom("bad", "warn", "unknown"), (ill, how) => {
      const stages = stagesOf(
        all.map((one) => (one === ill ? figure(one.name, { status: how }) : one)),
      );
      const hurt = stages.filter(({ status }) => status !== "ok");
      expect(hurt.map(({ status }) => status)).toEqual([how]);
      expect(hurt[0]?.figures.map(({ name }) => name)).toContain(ill.name);
    }),
  );
});

test("what could not be read is unknown, not zero", () => {
  const stages = stagesOf([figure("backlog.unknown", { value: null, status: "unknown" })]);
  const buffer = stages.find(({ name }) => name === "buffer");
  expect(buffer).toMatchObject({ value: null, status: "unknown" });
  expect(stages.every(({ value }) => value === null)).toBe(true);
});

const at = (timeMs: number, count: number): ReturnType<typeof acceptedOf> =>
  acceptedOf({ time: new Date(timeMs), figures: [figure("collect.accepted", { value: count })] });

test("the rate is what came between two answers, by the server's clock", () => {
  expect(rateOf(at(1000, 10), at(3000, 16))).toBe(3);
  expect(rateOf(at(1000, 10), at(3000, 10))).toBe(0);
  expect(rateOf(at(1000, 10), at(1000, 10))).toBeNull();
  expect(rateOf(at(1000, 10), at(3000, 2))).toBeNull();
  expect(rateOf(null, at(3000, 2))).toBeNull();
  expect(acceptedOf({ time: new Date(0), figures: [] })).toBeNull();
});
