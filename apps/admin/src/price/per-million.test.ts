import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parsePerMillion, perMillionText } from "./per-million.ts";

test("a price is read and written without losing a digit", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (picoUsd) => {
      expect(parsePerMillion(perMillionText(picoUsd))).toBe(picoUsd);
    }),
  );
});

test("dollars a million tokens are a million times as many pico-dollars a token", () => {
  expect(parsePerMillion(" 3.75 ")).toBe(3_750_000n);
  expect(parsePerMillion("15")).toBe(15_000_000n);
  expect(perMillionText(300_000n)).toBe("0.3");
});

test("what is no price is not guessed at", () => {
  for (const text of ["", "-1", "1,5", "1.2345678", "1e3", "$3", "."]) {
    expect(parsePerMillion(text)).toBeNull();
  }
});
