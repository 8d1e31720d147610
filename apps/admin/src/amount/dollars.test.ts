import { assert, bigInt, property } from "fast-check";
import { expect, test } from "vitest";
import { dollarsText, parseDollars, parseList, parseWhole } from "./dollars.ts";

test("dollars survive being written and read, to a millionth", () => {
  assert(
    property(bigInt({ min: 1n, max: 10n ** 15n }), (micro) => {
      expect(parseDollars(dollarsText(micro * 1_000_000n))).toBe(micro * 1_000_000n);
    }),
  );
});

test.each(["", "0", "-1", "1,5", "1e3", "0.0000001", "a"])("%o is no sum of money", (text) => {
  expect(parseDollars(text)).toBeNull();
});

test("lists take commas, spaces and Chinese commas; one wrong number spoils them", () => {
  expect(parseList("80, 100，120")).toEqual([80n, 100n, 120n]);
  expect(parseList("")).toEqual([]);
  expect(parseList("80, x")).toBeNull();
  expect(parseList("0.5 2", parseDollars)).toEqual([500_000_000_000n, 2_000_000_000_000n]);
  expect(parseWhole(" 12 ")).toBe(12n);
});
