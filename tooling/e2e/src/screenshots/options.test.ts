import { expect, test } from "vitest";
import { contextOptions } from "./looks.ts";
import { readOptions } from "./options.ts";

test("every page is taken in light and dark, in both languages, at two widths, unless fewer are asked for", () => {
  expect(readOptions(["--password", "p"]).looks).toHaveLength(8);
  const few = readOptions(["--password", "p", "--theme", "contrast", "--width", "390", "health"]);
  expect(few.only).toEqual(["health"]);
  expect(few.looks).toEqual([
    { theme: "contrast", language: "en", width: 390 },
    { theme: "contrast", language: "zh-CN", width: 390 },
  ]);
});

test("a theme there is not is named, not taken for another", () => {
  expect(() => readOptions(["--password", "p", "--theme", "sepia"])).toThrow(/light/);
});

test("a phone is a phone, and dark is dark", () => {
  expect(contextOptions({ theme: "dark", language: "en", width: 390 })).toMatchObject({
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
});
