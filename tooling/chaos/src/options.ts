import { parseArgs } from "node:util";
import { z } from "zod";
import { wantedFaults } from "./faults/wanted-faults.ts";

const SECONDS_MAX = 7_200;
const SEEDS = 1_000_000;

const Values = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .default(() => Math.floor(Math.random() * SEEDS)),
  seconds: z.coerce.number().int().min(1).max(SECONDS_MAX).default(60),
  rate: z.coerce.number().min(1).max(5_000).optional(),
  intensity: z.coerce.number().min(0.1).max(10).default(1),
  faults: z.string().default("all").transform(wantedFaults),
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

/**
 * What `npm run chaos --` takes:
 * `--seed N` (random), `--seconds S` (60), `--rate N` records a second of each of three producers (60), `--intensity X` times as many faults (1),
 * `--faults …` (all, see `wantedFaults`), `--strict` allows no counter to be behind even where a server writes past Redis,
 * `--verbose` tells of each fault.
 * `--shards N` of the buffer (1), `--cluster` puts them on a Redis Cluster of three masters and three replicas (4 shards), whose masters fail over,
 * `--durability process|host|replicated` (`host`; on a cluster `replicated`, the only level at which a failover may lose nothing).
 * `--mutants` brings about seven failures on purpose instead, as the system is and with each of nine known mistakes in it; `--mutant TEXT` only
 * with those whose name holds it.
 * `--sweep` kills server and flusher at every step and every message of their work instead.
 * `--aof` cuts a small append-only file at every byte instead.
 * `--outage S` takes PostgreSQL away for so long under steady traffic instead (1,000 records a second, unless `--rate` says otherwise;
 * `--outage` alone: ten minutes), and tells what was held and how fast it drained.
 * `--ci` is the short form for every change: faults under a fixed seed on one Redis and on a cluster, and all nine mistakes, which must be caught.
 */
export type ChaosCommand = z.output<typeof Values>;

const OUTAGE_SECONDS = "600";

/** An option that stands alone, or before another, has its default. */
const withValues = (args: readonly string[]): string[] =>
  args.flatMap((arg, at) =>
    arg === "--outage" && !/^\d+$/.test(args[at + 1] ?? "") ? [arg, OUTAGE_SECONDS] : [arg],
  );

/** @throws Error that names what is wrong. */
export const readOptions = (args: readonly string[]): ChaosCommand => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: withValues(args),
    options: {
      seed: text,
      seconds: text,
      rate: text,
      intensity: text,
      faults: text,
      verbose: { type: "boolean" },
      cluster: { type: "boolean" },
      shards: text,
      durability: text,
      strict: { type: "boolean" },
      mutants: { type: "boolean" },
      sweep: { type: "boolean" },
      aof: { type: "boolean" },
      mutant: text,
      outage: text,
      ci: { type: "boolean" },
    },
  });
  return Values.parse(values);
};
