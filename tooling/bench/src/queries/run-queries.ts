import type { BenchCommand } from "../options.ts";
import { fillUsage } from "../fill/fill-usage.ts";
import { startBenchSystem } from "../rig/bench-system.ts";
import { measure, measuredHead, measuredLine, type Measured } from "./measure.ts";
import { questionsOf } from "./questions.ts";

const DAY_MS = 86_400_000;

const seconds = (sinceMs: number): string => ((performance.now() - sinceMs) / 1_000).toFixed(1);

/** Fills a ledger and asks everything through HTTP. @returns what each question took. */
export const runQueries = async (
  command: BenchCommand,
  folder: string,
  say: (text: string) => void,
): Promise<readonly Measured[]> => {
  await using system = await startBenchSystem(folder);
  const startMs = performance.now();
  const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await fillUsage(system.databaseUrl, system.ledger, {
    recordCount: command.rows,
    accessKeyCount: command.keys,
    userCount: command.users,
    dayCount: command.days,
    endMs,
  });
  say(`${command.rows} records of ${command.days} days, filled in ${seconds(startMs)} s`);
  const client = await system.client();
  say(measuredHead());
  const results: Measured[] = [];
  for (const question of await questionsOf(client, endMs)) {
    const measured = await measure(question, command.rounds);
    results.push(measured);
    say(measuredLine(measured));
  }
  return results;
};
