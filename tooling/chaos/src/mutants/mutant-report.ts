import { isAsItMust, type MutantResult } from "./run-mutants.ts";

const NAME_WIDTH = 36;

const verdictOf = (result: MutantResult): string => {
  if (result.isMutated) return isAsItMust(result) ? "caught" : "MISSED";
  return isAsItMust(result) ? "green" : "RED";
};

/** One line of the table: scenario or mutant, what became of it, in how many seconds, which checks were red. */
export const mutantLine = (result: MutantResult): string =>
  [
    `${result.isMutated ? "  " : ""}${result.name}`.padEnd(NAME_WIDTH),
    verdictOf(result).padEnd(6),
    `${result.seconds.toFixed(1).padStart(5)} s`,
    result.redChecks.join(" "),
  ]
    .join("  ")
    .trimEnd();

/** How many of the mutants were caught, how many scenarios were green without one, and the longest that a mutant took. */
export const summaryOfMutants = (results: readonly MutantResult[]): string => {
  const mutants = results.filter(({ isMutated }) => isMutated);
  const scenarios = results.filter(({ isMutated }) => !isMutated);
  const longest = Math.max(0, ...mutants.map(({ seconds }) => seconds));
  return [
    `mutants=${mutants.length} caught=${mutants.filter(isAsItMust).length}`,
    `longest=${longest.toFixed(1)} s`,
    `without them: scenarios=${scenarios.length} green=${scenarios.filter(isAsItMust).length}`,
  ].join(" ");
};
