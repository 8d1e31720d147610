import { parseArgs } from "node:util";
import { z } from "zod";

const Values = z.object({
  benchmark: z.enum(["queries"]),
  rows: z.coerce.number().int().min(1_000).max(100_000_000).default(1_000_000),
  days: z.coerce.number().int().min(1).max(3_650).default(90),
  keys: z.coerce.number().int().min(1).max(1_000_000).default(500),
  users: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  rounds: z.coerce.number().int().min(1).max(1_000).default(20),
});

/**
 * What `npm run bench --` takes: the benchmark (`queries`), then
 * `--rows N` records (1,000,000) of `--days N` (90) by `--keys N` (500) and `--users N` (2,000), `--rounds N` of each question (20).
 */
export type BenchCommand = z.output<typeof Values>;

/** @throws Error that names what is wrong. */
export const readOptions = (args: readonly string[]): BenchCommand => {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rows: text, days: text, keys: text, users: text, rounds: text },
  });
  return Values.parse({ benchmark: positionals[0] ?? "queries", ...values });
};
