import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runChaos } from "./chaos-run.ts";
import { detailLines, isGreen, resultLine } from "./chaos-report.ts";
import { readOptions } from "./options.ts";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const command = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-chaos-"));
const result = await runChaos({
  folder,
  seed: command.seed,
  seconds: command.seconds,
  recordsPerSecond: command.rate,
  intensity: command.intensity,
  isWanted: command.faults,
  onFault: ({ atMs, durationMs, kind, target }) => {
    if (command.verbose)
      say(`${(atMs / 1_000).toFixed(2)} s ${kind} ${target} for ${Math.round(durationMs)} ms`);
  },
});
for (const line of detailLines(result)) say(line);
say(resultLine(result, command.seed));
if (isGreen(result)) rmSync(folder, { recursive: true, force: true });
else say(`  logs and data: ${folder}`);
process.exit(isGreen(result) ? 0 : 1);
