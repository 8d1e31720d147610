import { runTests, summaryLine } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";
import { findSuppressions } from "./suppressions.ts";

interface Check {
  readonly name: string;
  run(): Promise<boolean>;
}

const tool = (name: string, command: string, ...args: readonly string[]): Check => ({
  name,
  run: async () => (await runTool(command, args)) === 0,
});

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const suppressions: Check = {
  name: "no suppressions",
  run: async () => {
    const found = findSuppressions();
    for (const place of found) print(place);
    return Promise.resolve(found.length === 0);
  },
};

const checks: readonly Check[] = [
  tool("format", "oxfmt", "--check"),
  tool("lint", "oxlint", "--type-aware"),
  tool("types", "turbo", "run", "typecheck", "--concurrency=2", "--output-logs=errors-only"),
  tool("boundaries", "turbo", "boundaries"),
  tool("unused code", "knip"),
  suppressions,
];

const timed = async (check: Check): Promise<boolean> => {
  const start = performance.now();
  const green = await check.run();
  print(
    `${green ? "ok  " : "FAIL"} ${check.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  );
  return green;
};

let green = true;
for (const check of checks) green = (await timed(check)) && green;
const tests = await runTests(["--coverage"]);
if (!green) print("\nA check before the tests failed; see FAIL above.");
print(`\n${summaryLine(tests)}`);
process.exitCode = green && tests.green ? 0 : 1;
