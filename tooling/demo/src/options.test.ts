import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const refuse = (error: Error): never => {
  throw error;
};

test("without options there are 60,000 records of 90 days and 3 live calls a second", () => {
  expect(readOptions([])).toEqual({ days: 90, records: 60_000, rate: 3, seed: 1 });
});

test("options are taken", () => {
  const args = ["--days", "7", "--records", "100", "--rate=0.5", "--seed", "9"];

  expect(readOptions(args)).toEqual({ days: 7, records: 100, rate: 0.5, seed: 9 });
});

test.each([
  ["--days", "0"],
  ["--records", "many"],
  ["--rate", "-1"],
  ["--speed", "9"],
])("a wrong option is refused by name: %s %s", (name, value) => {
  expect(() => readOptions([name, value], refuse)).toThrow(name.slice(2));
});
