import { expect, test } from "vitest";
import { summaryLine } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";
import { findSuppressions, suppressionsIn } from "./suppressions.ts";

const SUPPRESSIONS = [
  ["// @ts", "-expect-error"],
  ["/* oxlint", "-disable no-console */"],
  ["// eslint", "-disable-next-line"],
  ["value as", " any"],
  ["/* v8", " ignore next */"],
  ["test.", "only('x')"],
].map((parts) => parts.join(""));

test.each(SUPPRESSIONS)("%s is found, with its place", (text) => {
  expect(suppressionsIn("a.ts", `const a = 1;\n  ${text}`)).toEqual([`a.ts:2: ${text}`]);
});

test("plain code is left alone", () => {
  expect(suppressionsIn("a.ts", "as const; anyone; ignore; test.each([])")).toEqual([]);
});

test("this repository has none", () => {
  expect(findSuppressions()).toEqual([]);
});

test("a tool's exit code is told", async () => {
  expect(await runTool("node", ["-e", "process.exit(7)"])).toBe(7);
  expect(await runTool("node", ["-e", "process.kill(process.pid, 'SIGKILL')"])).toBe(1);
});

test("a run ends with one line of three counts", () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 1, green: true })).toBe(
    "3 passed, 0 failed, 1 skipped",
  );
});
