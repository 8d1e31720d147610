import { expect, test } from "vitest";
import { readOptions } from "./options.ts";
import { scenarioNames } from "./scenarios/scenarios.ts";

const refuse = (error: Error): never => {
  throw error;
};

test("without options everything is measured three times", () => {
  expect(readOptions([])).toMatchObject({
    scenarios: scenarioNames,
    outFile: null,
    dataFolder: null,
    scale: { rounds: 3, queryRows: 1_000_000 },
  });
});

test("quick is small, and what is named beside it wins", () => {
  expect(readOptions(["drain", "--quick", "--rounds", "2", "--out", "x.json"])).toMatchObject({
    scenarios: ["drain"],
    outFile: "x.json",
    scale: { rounds: 2, drainRecords: 10_000 },
  });
  expect(readOptions(["queries", "--rows", "10000000", "--data", "kept"])).toMatchObject({
    dataFolder: "kept",
    scale: { queryRows: 10_000_000, exportRows: 10_000_000 },
  });
});

test.each([
  [["coffee"], "'coffee'"],
  [["--rows", "none"], "rows"],
  [["--fast"], "--fast"],
])("%j is refused by name", (args, named) => {
  expect(() => readOptions(args, refuse)).toThrow(named);
});
