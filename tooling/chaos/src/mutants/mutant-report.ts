import type { MutantResult } from "./run-mutants.ts";

const NAME_WIDTH = 30;

/** One line of the table: mutant, whether it was caught, by which checks, in how many seconds. */
export const mutantLine = ({ caughtBy, name, seconds }: MutantResult): string =>
  [
    name.padEnd(NAME_WIDTH),
    caughtBy.length > 0 ? "caught" : "MISSED",
    `${seconds.toFixed(0).padStart(3)} s`,
    caughtBy.join(" "),
  ].join("  ");

/** How many of them were caught. */
export const summaryOfMutants = (results: readonly MutantResult[]): string =>
  `mutants=${results.length} caught=${results.filter(({ caughtBy }) => caughtBy.length > 0).length}`;
