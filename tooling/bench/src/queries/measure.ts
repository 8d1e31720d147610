import type { Question } from "./questions.ts";

/** How long a question's answers took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly aimMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** The smallest of the sorted values that this share of all does not exceed. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;

/** Asks one at a time, after two rounds that are not counted. */
export const measure = async (question: Question, roundCount: number): Promise<Measured> => {
  const times: number[] = [];
  for (let round = -2; round < roundCount; round += 1) {
    const startMs = performance.now();
    await question.ask(Math.max(0, round));
    if (round >= 0) times.push(performance.now() - startMs);
  }
  const sorted = times.toSorted((one, other) => one - other);
  const { name, aimMs } = question;
  return { name, aimMs, p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
};

const NAME_WIDTH = 52;
const FIGURE_WIDTH = 9;

const figure = (ms: number): string => ms.toFixed(1).padStart(FIGURE_WIDTH);

/** One line for people. */
export const measuredLine = ({ name, aimMs, p50Ms, p95Ms }: Measured): string =>
  `${name.padEnd(NAME_WIDTH)}${figure(p50Ms)}${figure(p95Ms)}${String(aimMs).padStart(FIGURE_WIDTH)}${p95Ms <= aimMs ? "" : "  MISSED"}`;

/** What stands above the lines. */
export const measuredHead = (): string =>
  `${"through HTTP, milliseconds".padEnd(NAME_WIDTH)}${"P50".padStart(FIGURE_WIDTH)}${"P95".padStart(FIGURE_WIDTH)}${"aim".padStart(FIGURE_WIDTH)}`;
