import type { AnyCommand } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { readImportConfig } from "./config.ts";
import { importWords } from "./import-arguments.ts";

/**
 * Brings in usage that was recorded elsewhere. The first signal ends it after the requests under way; bad lines end it with an exit code,
 * after all the others were sent.
 */
export const importCommand = (): AnyCommand =>
  importWords(async (words) => {
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    process.once("SIGTERM", () => stop.abort());
    const { runImport } = await import("./run-import.ts");
    const { report, text } = await runImport(words, {
      config: readImportConfig(),
      nowMs: Date.now(),
      progress: process.stderr,
      signal: stop.signal,
    });
    process.stdout.write(text);
    if (report.rejectsPath !== null || report.sent?.stopped === true) {
      process.exitCode = exitCodes.wrong;
    }
  });
