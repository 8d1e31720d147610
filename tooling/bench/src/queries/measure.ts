import { quantile } from "../figures/quantile.ts";
import type { Question } from "./questions.ts";

/** How long a question's answers took, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly aimMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

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
