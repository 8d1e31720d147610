import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options a million records are asked about", () => {
  expect(readOptions([])).toMatchObject({ benchmark: "queries", rows: 1_000_000 });
  expect(readOptions(["queries", "--rows", "10000000"])).toMatchObject({ rows: 10_000_000 });
});

test("an unknown benchmark and a size that cannot be are refused", () => {
  expect(() => readOptions(["coffee"])).toThrow("benchmark");
  expect(() => readOptions(["--rows", "none"])).toThrow("rows");
});
