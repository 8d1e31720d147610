import { expect, test } from "vitest";
import { atLeast, below, isMet, timesBeside } from "./aim.ts";
import { FigureSheet } from "./figure-sheet.ts";
import { figureTable } from "./figure-table.ts";
import { median, quantile } from "./quantile.ts";

test("a quantile is the smallest value that the share does not exceed", () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([quantile(values, 0.5), quantile(values, 0.95), quantile(values, 1)]).toEqual([
    50, 95, 100,
  ]);
  expect([quantile([7], 0.95), quantile([], 0.5)]).toEqual([7, 0]);
  expect(median([9, 1, 5])).toBe(5);
});

test("an aim is of the value, or of its part of a limit; without the limit nothing is judged", () => {
  expect([isMet(below(5), 4, undefined), isMet(below(5), 5, undefined)]).toEqual([true, false]);
  expect([isMet(atLeast(5), 5, undefined), isMet(atLeast(5), 4, undefined)]).toEqual([true, false]);
  expect([isMet(timesBeside(0.5), 1, 0.6), isMet(timesBeside(0.5), 1, undefined)]).toEqual([
    true,
    undefined,
  ]);
});

const sheet = (): FigureSheet =>
  new FigureSheet([
    { name: "limit", unit: "rows/s" },
    { name: "rate", unit: "rows/s", beside: "limit", aim: timesBeside(0.35) },
    { name: "memory", unit: "MB", aim: below(192) },
  ]);

test("the median of the rounds is held against the limit of the same run", () => {
  const noted = sheet();
  for (const value of [90, 100, 1_000]) noted.note("limit", value);
  noted.note("rate", 300, { server: 2 });
  noted.note("rate", 30, { server: 4 });
  noted.note("rate", 50, { server: 9 });
  noted.note("memory", 200);
  noted.declare({ name: "found out", unit: "ms" });
  noted.note("found out", 4.25);
  const [limit, rate, memory] = noted.figures();
  expect(limit).toEqual({ name: "limit", unit: "rows/s", value: 100, rounds: [90, 100, 1_000] });
  expect(rate).toMatchObject({
    value: 50,
    ratio: 0.5,
    isMet: true,
    cpuMicroseconds: { server: 4 },
  });
  expect(memory).toMatchObject({ value: 200, isMet: false });
  const table = figureTable(noted.figures());
  expect(table).toMatch(/rate +50 +rows\/s +100 \(limit\) +50\.0 % +>= 35\.0 % +ok/);
  expect(table).toMatch(/memory +200 +MB +< 192 +short of aim/);
  expect(table).toContain("rate: server 4");
});

test("a figure that was not produced is named", () => {
  const noted = sheet();
  expect(() => noted.figures()).toThrow('"limit" was not produced');
  expect(() => noted.note("limit", Number.NaN)).toThrow("could not be produced");
  expect(() => noted.note("other", 1)).toThrow('Nobody declared the figure "other"');
});
