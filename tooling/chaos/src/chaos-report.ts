import type { ChaosResult } from "./chaos-run.ts";
import { restFindings, type Finding } from "./checks/finding.ts";

const EXAMPLES_MAX = 5;

/** Everything that must be empty, most important first. */
const findingsOf = ({
  final,
  live,
  rebuilt,
  sheets,
  unhealed,
}: ChaosResult): readonly Finding[] => [
  ...restFindings({
    ...final,
    broken: [...final.broken, ...rebuilt],
    stuck: [...unhealed, ...final.stuck],
  }),
  { name: "behind", found: live.behind },
  { name: "fallen", found: live.fallen },
  { name: "unbalanced", found: [...live.unbalanced, ...sheets] },
];

/** Whether every check found nothing. */
export const isGreen = (result: ChaosResult): boolean =>
  findingsOf(result).every(({ found }) => found.length === 0);

/** The one line: what was done to the system, and what came of it. Checks beyond the first three stand in it when they found something. */
export const resultLine = (result: ChaosResult, seed: number): string => {
  const [lost, double, drift, ...others] = findingsOf(result).map(({ found, name }) => ({
    text: `${name}=${found.length}`,
    isEmpty: found.length === 0,
  }));
  return [
    `faults=${result.faultCount}`,
    `events=${result.final.contentCount}`,
    ...[lost, double, drift].map((part) => part?.text ?? ""),
    ...others.filter(({ isEmpty }) => !isEmpty).map(({ text }) => text),
    `seed=${seed}`,
  ].join(" ");
};

/** What the line is too short for: how much was looked at, recovery times, examples of what is wrong. */
export const detailLines = (result: ChaosResult): readonly string[] => [
  `  cells=${result.final.cellCount} samples=${result.live.sampleCount} longest lag=${(result.live.lagMs / 1_000).toFixed(1)} s unforeseen ends=${result.unforeseenEnds}`,
  ...result.recoveries.map((line) => `  back again: ${line}`),
  `  phases: ${result.phases}`,
  ...findingsOf(result).flatMap(({ found, name }) =>
    found.slice(0, EXAMPLES_MAX).map((example) => `  ${name}: ${example}`),
  ),
];
