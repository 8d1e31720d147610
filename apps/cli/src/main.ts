#!/usr/bin/env node
import { TokenledgerError } from "@tokenledger/usage";
import { exitCodeOf } from "./exit-code.ts";
import { run } from "./run.ts";

try {
  await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof TokenledgerError;
  process.stderr.write(
    `\n${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = exitCodeOf(error);
}
