import { UnavailableError } from "@tokenledger/usage";
import { expect, test, vi } from "vitest";
import { createLogger } from "../create-logger.ts";
import { FlushReport } from "./flush-report.ts";

const nothing = { entryCount: 0, recordCount: 0, claimedCount: 0, deadLetterCount: 0 };

const linesOf = (use: (report: FlushReport) => void): string[] => {
  const log = createLogger("info");
  const lines: string[] = [];
  for (const level of ["info", "warn", "error"] as const) {
    vi.spyOn(log, level).mockImplementation((_: unknown, text?: string) => {
      lines.push(`${level} ${text ?? ""}`);
    });
  }
  use(new FlushReport(log));
  return lines;
};

test("a spell of failures is told when it begins and when it is over", () => {
  const lines = linesOf((report) => {
    report.flushed(nothing);
    for (let failure = 0; failure < 5; failure += 1) report.failed(new UnavailableError("away"));
    report.flushed(nothing);
    report.flushed(nothing);
  });
  expect(lines).toEqual(["warn a pass failed and will be repeated", "info flushing again"]);
});

test("dead letters are told each time", () => {
  const lines = linesOf((report) =>
    report.flushed({ ...nothing, entryCount: 1, deadLetterCount: 2 }),
  );
  expect(lines).toEqual(["error records were put aside as dead letters"]);
});
