import { parseArgs } from "node:util";
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
const Values = z.object({
  scenarios: z.array(z.enum(scenarioNames)),
  quick: z.boolean().default(false),
  out: z.string().optional(),
  data: z.string().min(1).optional(),
  rounds: Count.optional(),
  seconds: z.coerce.number().positive().max(600).optional(),
  backlog: Count.min(5_000).optional(),
  rows: Count.min(1_000).optional(),
});

/**
 * What `npm run bench --` takes: names of scenarios (default: all), then
 * `--quick` (every figure once and small), `--out FILE` (the figures as JSON), `--rounds N` (3), `--seconds N` of each load (4),
 * `--backlog N` records (600,000), `--rows N` that `queries` asks over (1,000,000) and `exports` writes (200,000),
 * `--data DIR` that keeps what these two are filled with, and finds it again.
 */
export interface BenchCommand {
  readonly scenarios: readonly string[];
  readonly outFile: string | null;
  readonly dataFolder: string | null;
  readonly scale: Scale;
}

/** @throws Error that names what is wrong. */
export const readOptions = (args: readonly string[]): BenchCommand => {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean" },
      out: text,
      data: text,
      rounds: text,
      seconds: text,
      backlog: text,
      rows: text,
    },
  });
  const { scenarios, quick, out, data, ...sizes } = Values.parse({
    scenarios: positionals,
    ...values,
  });
  const usual = quick ? QUICK : FULL;
  return {
    scenarios: scenarios.length === 0 ? scenarioNames : scenarios,
    outFile: out ?? null,
    dataFolder: data ?? null,
    scale: {
      ...usual,
      rounds: sizes.rounds ?? usual.rounds,
      seconds: sizes.seconds ?? usual.seconds,
      backlogRecords: sizes.backlog ?? usual.backlogRecords,
      queryRows: sizes.rows ?? usual.queryRows,
      exportRows: sizes.rows ?? usual.exportRows,
    },
  };
};
