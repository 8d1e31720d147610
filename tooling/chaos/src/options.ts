import { Command, type CommanderError } from "@commander-js/extra-typings";
import { z } from "zod";
import { wantedFaults } from "./faults/wanted-faults.ts";

const SECONDS_MAX = 7_200;
const SEEDS = 1_000_000;
const OUTAGE_SECONDS = "600";

const Values = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .default(() => Math.floor(Math.random() * SEEDS)),
  seconds: z.coerce.number().int().min(1).max(SECONDS_MAX).default(60),
  rate: z.coerce.number().min(1).max(5_000).optional(),
  intensity: z.coerce.number().min(0.1).max(10).default(1),
  cluster: z.boolean().default(false),
  shards: z.coerce.number().int().min(1).max(16).optional(),
  durability: z.enum(["process", "host", "replicated"]).optional(),
  strict: z.boolean().default(false),
  verbose: z.boolean().default(false),
  mutants: z.boolean().default(false),
  mutant: z.string().default(""),
  sweep: z.boolean().default(false),
  aof: z.boolean().default(false),
  outage: z.coerce.number().int().min(1).max(3_600).optional(),
  ci: z.boolean().default(false),
});

export interface ChaosCommand extends z.output<typeof Values> {
  readonly faults: ReturnType<typeof wantedFaults>;
}

const commandLine = () =>
  new Command("npm run chaos --")
    .description(
      "Runs the system as processes of their own under random faults, and counts every record afterwards.",
    )
    .option("--seed <n>", "of the schedule of faults; printed with the result (random)")
    .option("--seconds <n>", "of faults (60)")
    .option("--rate <n>", "records a second of each of three producers (60)")
    .option("--intensity <x>", "times as many faults (1)")
    .option(
      "--faults <list>",
      "kinds, targets or both: kill, @redis, kill@redis (all)",
      wantedFaults,
    )
    .option("--shards <n>", "of the buffer (1; on a cluster 4)")
    .option("--cluster", "on a Redis Cluster of three masters and three replicas that fail over")
    .option(
      "--durability <level>",
      "process, host or replicated (host; on a cluster replicated, the only level at which a failover may lose nothing)",
    )
    .option("--strict", "no counter may be behind, even where a server writes past Redis")
    .option("--verbose", "tells of each fault")
    .option("--mutants", "instead: failures on purpose, with each of nine known mistakes put in")
    .option("--mutant <text>", "instead: those mistakes whose name holds it")
    .option("--sweep", "instead: kills at every step and message of the work")
    .option("--aof", "instead: cuts a small append-only file at every byte")
    .option(
      "--outage [seconds]",
      `instead: takes PostgreSQL away for so long under 1,000 records a second (${OUTAGE_SECONDS})`,
    )
    .option("--ci", "instead: the short form for every change, under fixed seeds");

/**
 * Reads what stands behind `npm run chaos --`.
 *
 * @param end is told when there is nothing to run: help was asked for, or what is wrong has been said. Default: ends the process.
 */
export const readOptions = (
  args: readonly string[],
  end: (error: CommanderError) => never = ({ exitCode }) => process.exit(exitCode),
): ChaosCommand => {
  const program = commandLine()
    .exitOverride(end)
    .parse([...args], { from: "user" });
  const { outage, faults = wantedFaults("all"), ...given } = program.opts();
  const values = Values.safeParse({
    ...given,
    ...(outage !== undefined && { outage: outage === true ? OUTAGE_SECONDS : outage }),
  });
  if (!values.success) return program.error(`error: ${z.prettifyError(values.error)}`);
  return { ...values.data, faults };
};
