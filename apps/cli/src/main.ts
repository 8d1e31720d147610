#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Halves the start of every command but the first. Where nothing can be written it is as if it were not there.
enableCompileCache();
const { exitCodeOf } = await import("./exit-code.ts");
const { TokenledgerError } = await import("@tokenledger/usage");
const { run } = await import("./run.ts");

// Whoever read the output has gone, as `| head` does: everything ends in order, instead of by an exception.
for (const output of [process.stdout, process.stderr]) {
  output.on("error", () => process.kill(process.pid, "SIGTERM"));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof TokenledgerError;
  process.stderr.write(
    `\n${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = exitCodeOf(error);
} finally {
  // Whoever forked it and waits for its end: a channel that is listened to would keep it alive.
  if (process.connected) process.disconnect();
}
