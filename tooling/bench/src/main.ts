import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOptions } from "./options.ts";
import { runQueries } from "./queries/run-queries.ts";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const command = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-"));
try {
  const results = await runQueries(command, folder, say);
  const missed = results.filter(({ p95Ms, aimMs }) => p95Ms > aimMs);
  say(`questions=${results.length} missed=${missed.length}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
