import { Argument, Command, type CommanderError } from "@commander-js/extra-typings";
import { z } from "zod";
import type { Scale } from "./scenarios/scenario.ts";
import { scenarioNames } from "./scenarios/scenarios.ts";

const FULL: Scale = {
  rounds: 3,
  seconds: 4,
  drainRecords: 200_000,
  backlogRecords: 600_000,
  shardCounts: [1, 2, 4],
  flusherCounts: [1, 2, 4, 8],
  exportRows: 200_000,
  queryRows: 1_000_000,
  askedCount: 20,
};

/** Every figure once, of runs too short to be judged: it shows that each can be produced. */
const QUICK: Scale = {
  rounds: 1,
  seconds: 0.5,
  drainRecords: 10_000,
  backlogRecords: 10_000,
  shardCounts: [2],
  flusherCounts: [1, 2],
  exportRows: 2_000,
  queryRows: 5_000,
  askedCount: 2,
};

const Count = z.coerce.number().int().min(1).max(1_000_000_000);
const Sizes = z.object({
  rounds: Count.optional(),
  seconds: z.coerce.number().positive().max(600).optional(),
  backlog: Count.min(5_000).optional(),
  rows: Count.min(1_000).optional(),
});

export interface BenchCommand {
  readonly scenarios: readonly string[];
  readonly outFile: string | null;
  /** Keeps what `queries` and `exports` are filled with, and finds it again. */
  readonly dataFolder: string | null;
  readonly scale: Scale;
}

const commandLine = () =>
  new Command("npm run bench --")
    .description(
      "Measures each part of the path beside what this machine can do in the same minute, and beside what one would write instead.",
    )
    .addArgument(
      new Argument("[scenario...]", "what to measure; all without one").choices(scenarioNames),
    )
    .option("--quick", "every figure once, of runs too short to be judged")
    .option("--out <file>", "writes the figures there as JSON")
    .option("--rounds <n>", `rounds of each figure; their median counts (${FULL.rounds})`)
    .option("--seconds <n>", `of each load (${FULL.seconds})`)
    .option("--backlog <n>", `records that "backlog" drains (${FULL.backlogRecords})`)
    .option(
      "--rows <n>",
      `that "queries" asks over (${FULL.queryRows}) and "exports" writes (${FULL.exportRows})`,
    )
    .option("--data <dir>", "keeps what these two are filled with, and finds it again");

/** The usual sizes, but for those that were named. */
const scaleOf = (
  usual: Scale,
  { rounds, seconds, backlog, rows }: z.output<typeof Sizes>,
): Scale => ({
  ...usual,
  rounds: rounds ?? usual.rounds,
  seconds: seconds ?? usual.seconds,
  backlogRecords: backlog ?? usual.backlogRecords,
  queryRows: rows ?? usual.queryRows,
  exportRows: rows ?? usual.exportRows,
});

/**
 * Reads what stands behind `npm run bench --`.
 *
 * @param end is told when there is nothing to run: help was asked for, or what is wrong has been said. Default: ends the process.
 */
export const readOptions = (
  args: readonly string[],
  end: (error: CommanderError) => never = ({ exitCode }) => process.exit(exitCode),
): BenchCommand => {
  const program = commandLine()
    .exitOverride(end)
    .parse([...args], { from: "user" });
  const { quick, out, data, ...given } = program.opts();
  const sizes = Sizes.safeParse(given);
  if (!sizes.success) return program.error(`error: ${z.prettifyError(sizes.error)}`);
  const [named] = program.processedArgs;
  return {
    scenarios: named.length === 0 ? scenarioNames : named,
    outFile: out ?? null,
    dataFolder: data ?? null,
    scale: scaleOf(quick === true ? QUICK : FULL, sizes.data),
  };
};
