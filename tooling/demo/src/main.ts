import { TokenledgerError } from "@tokenledger/usage";
import { readConfig, repositoryFolder } from "./config.ts";
import { readOptions } from "./options.ts";
import { furnishCompany } from "./furniture/furnish-company.ts";
import { runDemo } from "./run-demo.ts";

try {
  const options = readOptions(process.argv.slice(2));
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stop.abort());
  }
  const entry = `${repositoryFolder}apps/cli/src/main.ts`;
  // A demo that was started by another program ends with it.
  process.once("disconnect", () => stop.abort());
  await runDemo(options, {
    config: readConfig(),
    entry,
    signal: stop.signal,
    furnish: furnishCompany,
    onReady: (url, setup) => process.send?.({ type: "ready", url, setup }),
  });
} catch (error) {
  const known = error instanceof TokenledgerError;
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text ?? "the demo failed"}\n`);
  process.exitCode = 1;
}
