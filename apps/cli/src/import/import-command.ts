import type { Command } from "../command.ts";
import { readImportConfig } from "./config.ts";
import { IMPORT_OPTIONS } from "./import-arguments.ts";
import { runImport } from "./run-import.ts";

/**
 * Brings in usage that was recorded elsewhere. The first signal ends it after the requests under way; bad lines end it with an exit code,
 * after all the others were sent.
 */
export const importCommand: Command = {
  words: "import",
  options: IMPORT_OPTIONS,
  summary: "usage recorded elsewhere; again changes nothing (docs/import.md)",
  run: async (args) => {
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    process.once("SIGTERM", () => stop.abort());
    const { report, text } = await runImport(args, {
      config: readImportConfig(),
      nowMs: Date.now(),
      progress: process.stderr,
      signal: stop.signal,
    });
    process.stdout.write(text);
    if (report.rejectsPath !== null || report.sent?.stopped === true) process.exitCode = 1;
  },
};
