#!/usr/bin/env node
import { TokenledgerError } from "@tokenledger/usage";
import { run } from "./commands.ts";

try {
  await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof TokenledgerError;
  process.stderr.write(
    `\n${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
