import { runTests, summaryLine } from "./run-tests.ts";

const run = await runTests(process.argv.slice(2));
process.stdout.write(`\n${summaryLine(run)}\n`);
process.exitCode = run.green ? 0 : 1;
