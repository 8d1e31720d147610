import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOptions } from "./options.ts";
import { runScenarios } from "./run-scenarios.ts";
import { scenarios } from "./scenarios/scenarios.ts";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Ends what was started as well; without this the stores, which run apart, would stay.
  process.once(signal, () => process.exit(1));
}

const command = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-"));
try {
  const wanted = scenarios.filter(({ name }) => command.scenarios.includes(name));
  await runScenarios({ ...command, scenarios: wanted, folder, say });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
