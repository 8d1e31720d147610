import * as fc from "fast-check";
import { expect, test } from "vitest";
import { colourOfSlot } from "./chart-series.ts";
import { SERIES_COLOUR_COUNT, SeriesColours } from "./series-colours.ts";

const chart = fc.uniqueArray(fc.integer({ min: 0, max: 15 }).map(String), {
  maxLength: SERIES_COLOUR_COUNT,
});

test("groups of one chart never share a colour while there are enough", () => {
  fc.assert(
    fc.property(fc.array(chart), (charts) => {
      const colours = new SeriesColours();
      for (const groups of charts) {
        expect(new Set(colours.assign(groups)).size).toBe(groups.length);
      }
    }),
  );
});

test("a group keeps its colour when a filter takes its neighbours away", () => {
  const colours = new SeriesColours();
  const [, b] = colours.assign(["a", "b", "c"]);
  expect(colours.assign(["b"])).toEqual([b]);
  expect(colours.assign(["d", "b"])[1]).toBe(b);
});

test("more groups than colours share the least crowded", () => {
  const colours = new SeriesColours();
  const slots = colours.assign(["a", "b", "c", "d", "e", "f", "g", "h"]);
  expect(slots).toHaveLength(8);
  expect(new Set(slots).size).toBe(SERIES_COLOUR_COUNT);
});

test("there is a colour for every slot and grey for none", () => {
  expect(colourOfSlot(0)).toBe("0");
  expect(colourOfSlot(SERIES_COLOUR_COUNT - 1)).toBe("5");
  expect(colourOfSlot(-1)).toBe("rest");
});
