import type { Cost, Totals } from "@tokenledger/usage";
import type { ReferenceSum } from "./reference-sums.ts";

/** A sum in one line, to compare sums whatever their order. */
export const sumText = (
  group: string | null,
  periodStartMs: number | null,
  sum: Totals & Cost,
): string =>
  [
    group,
    periodStartMs,
    sum.inputTokens,
    sum.cacheCreationInputTokens,
    sum.cacheReadInputTokens,
    sum.outputTokens,
    sum.requests,
    sum.costPicoUsd,
    sum.unpricedRequests,
  ].join(" ");

/** Groups and periods whose every figure is 0 are absent. */
export const isSomething = (sum: ReferenceSum): boolean =>
  sumText(null, null, sum) !== "  0 0 0 0 0 0 0";

/** What is to be answered, sorted. */
export const sumTexts = (sums: readonly ReferenceSum[]): readonly string[] =>
  sums
    .filter(isSomething)
    .map((sum) => sumText(sum.group, sum.periodStartMs, sum))
    .toSorted();
