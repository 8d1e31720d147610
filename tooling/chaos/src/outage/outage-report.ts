import type { OutageResult } from "./run-outage.ts";

const EXAMPLES_MAX = 5;
const MEGABYTE = 1_000_000;

const findingsOf = ({
  final,
  isDrained,
  sheets,
}: OutageResult): readonly (readonly [string, readonly string[]])[] => [
  ["lost", final.lost],
  ["double", final.double],
  ["drift", final.drift],
  ["wrong", final.wrong],
  ["broken", final.broken],
  ["stuck", [...(isDrained ? [] : ["not drained in half an hour"]), ...final.stuck]],
  ["unbalanced", sheets],
];

/** Whether nothing was lost, counted twice, wrong or left. */
export const isOutageGreen = (result: OutageResult): boolean =>
  findingsOf(result).every(([, found]) => found.length === 0);

/** What the outage came to, then the one line of every run. */
export const outageLines = (
  result: OutageResult,
  seconds: number,
  seed: number,
): readonly string[] => {
  const findings = findingsOf(result);
  const counts = findings
    .filter(([, found], index) => index < 3 || found.length > 0)
    .map(([name, found]) => `${name}=${found.length}`);
  const perSecond = Math.round(result.drainedCount / Math.max(result.drainSeconds, 0.001));
  return [
    `  held: ${result.heldRecordCount} records, ${Math.round(result.heldBytes / MEGABYTE)} MB in Redis`,
    `  drained: ${result.drainedCount} records in ${result.drainSeconds.toFixed(1)} s, ${perSecond} a second, while more came`,
    `  flusher: at most ${Math.round(result.flusherPeakBytes / MEGABYTE)} MB; unforeseen ends=${result.unforeseenEnds}`,
    ...findings.flatMap(([name, found]) =>
      found.slice(0, EXAMPLES_MAX).map((example) => `  ${name}: ${example}`),
    ),
    `outage=${seconds} s events=${result.final.contentCount} ${counts.join(" ")} seed=${seed}`,
  ];
};
