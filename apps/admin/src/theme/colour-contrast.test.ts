import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SERIES_COLOUR_COUNT } from "../chart/series-colours.ts";
import { contrast, distance, visions } from "./testing/colour-vision.ts";

const css = readFileSync(new URL("theme.css", import.meta.url), "utf8");

const pairsOf = Array.from(
  css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g),
  ([, name = "", light = "", dark = ""]) => ({ name, light, dark }),
);

const themes = {
  light: Object.fromEntries(pairsOf.map(({ name, light }) => [name, light])),
  dark: Object.fromEntries(pairsOf.map(({ name, dark }) => [name, dark])),
};

const onSurfaces = ["ink", "ink-soft", "accent", "good", "bad", "warn"];
const surfaces = ["canvas", "surface", "sunken"];
const pairs = [
  ...onSurfaces.flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ["on-accent", "accent"],
  ["accent", "accent-soft"],
  ["ink", "accent-soft"],
  ["ink-soft", "accent-soft"],
  ["warn", "warn-soft"],
  ["ink", "warn-soft"],
  ["bad", "bad-soft"],
] as const;

const series = Array.from({ length: SERIES_COLOUR_COUNT }, (_, slot) => `series-${slot}`);

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const hex = (name: string): string => themes[theme][name] ?? "";

  test.each(pairs)("%s can be read on %s", (text, surface) => {
    expect(contrast(hex(text), hex(surface))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([...series, "series-rest", "line-strong"])("%s stands out from the surface", (name) => {
    expect(contrast(hex(name), hex("surface"))).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(visions))("series are told apart with %s colour vision", (vision) => {
    for (const [index, left] of series.entries()) {
      for (const right of series.slice(index + 1)) {
        const matrix = visions[vision];
        expect(
          matrix && distance(hex(left), hex(right), matrix),
          `${left} ${right}`,
        ).toBeGreaterThan(9);
      }
    }
  });
});

test("no colour is written past the two themes", () => {
  const written = css.match(/#[0-9a-f]{3,8}\b/g) ?? [];
  expect(written).toHaveLength(pairsOf.length * 2);
});
