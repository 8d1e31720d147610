import type { MikroORM } from "@mikro-orm/postgresql";
import type { DateRange } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { inSnapshot, type Statement } from "../statement-runner.ts";

const DifferenceRow = z.object({
  subject: z.string(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
});

/** What must hold at every commit. `orphans`: every key and user that usage names exists. The others: see their `.sql` file. */
export const invariants = [
  "statistics",
  "breakdown",
  "rollups",
  "summed-days",
  "user-rows",
  "lines",
  "orphans",
] as const;
export type Invariant = (typeof invariants)[number];

/** Something that is not as it must be. Any is a bug, or somebody's hand in the tables. */
export interface Difference extends z.output<typeof DifferenceRow> {
  readonly invariant: Invariant;
}

const checks = new Map<Invariant, Statement<z.output<typeof DifferenceRow>>>(
  invariants.map((invariant) => [
    invariant,
    {
      text: sqlFile(new URL(`./sql/check-${invariant}.sql`, import.meta.url)),
      row: DifferenceRow,
    },
  ]),
);

export interface InvariantOptions {
  /** Checks what lies wholly in it. Default: all there is. */
  readonly range?: DateRange;
  /** Default: all. `orphans` needs the access keys to exist, which a test may not care for. */
  readonly invariants?: readonly Invariant[];
  /** Most differences told of each invariant. Default 100. */
  readonly countMax?: number;
}

const COUNT_MAX = 100;

/**
 * Compares all that is stored twice, in one snapshot, while records are being committed. Reads only.
 * Reads every row of the range: check a day or a month at a time, with a longer `statementMsMax`.
 *
 * @returns the differences; none is the only good answer. @throws UnavailableError
 */
export const checkInvariants = async (
  orm: MikroORM,
  options: InvariantOptions = {},
): Promise<readonly Difference[]> =>
  inSnapshot(orm, async (runner) => {
    const { range, countMax = COUNT_MAX } = options;
    const parameters = [range?.startDate.getTime(), range?.endDate.getTime(), countMax];
    const differences: Difference[] = [];
    for (const invariant of options.invariants ?? invariants) {
      const check = checks.get(invariant);
      const rows = check === undefined ? [] : await runner.rows(check, parameters);
      for (const row of rows) differences.push({ invariant, ...row });
    }
    return differences;
  });
