import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { runTool } from "./run-tool.ts";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

export interface TestRun {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** False also when a file could not be read, or coverage is under its threshold. */
  readonly green: boolean;
}

/** Runs all tests on a throw-away PostgreSQL and Redis. No test executed counts as failed. */
export const runTests = async (args: readonly string[]): Promise<TestRun> => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-report-"));
  const file = join(folder, "report.json");
  try {
    const exitCode = await runTool("vitest", [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...args,
    ]);
    const report = Report.parse(JSON.parse(readFileSync(file, "utf8")));
    const failed =
      report.numFailedTests + (report.numFailedTests === 0 ? report.numFailedTestSuites : 0);
    return {
      passed: report.numPassedTests,
      failed,
      skipped: report.numPendingTests + report.numTodoTests,
      green: exitCode === 0 && failed === 0 && report.numPassedTests > 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The line that ends every test run. */
export const summaryLine = ({ passed, failed, skipped }: TestRun): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
