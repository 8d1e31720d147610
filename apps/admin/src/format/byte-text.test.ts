import { expect, test } from "vitest";
import { byteText } from "./byte-text.ts";

test("a size is written in the unit that suits it", () => {
  expect([0, 999, 1000, 12_345_678n, 2e15].map((bytes) => byteText("en", bytes))).toEqual([
    "0 byte",
    "999 byte",
    "1 kB",
    "12.3 MB",
    "2,000 TB",
  ]);
});
