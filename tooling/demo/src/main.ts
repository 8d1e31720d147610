import { TokenledgerError } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { readOptions, usageText } from "./options.ts";
import { runDemo } from "./run-demo.ts";

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(usageText);
  } else {
    await runDemo(options, readConfig());
  }
} catch (error) {
  const known = error instanceof TokenledgerError;
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text ?? "the demo failed"}\n`);
  process.exitCode = 1;
}
