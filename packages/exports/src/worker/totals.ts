import type { ExportLine, ExportTotals } from "@tokenledger/usage/exports";
import type { ViewRow } from "../columns/view-row.ts";

/** Of nothing. */
export const noTotals: ExportTotals = {
  rows: 0n,
  requests: 0n,
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
};

/** Adds lines to what came before. Summed as numbers a page at a time: a page is far below 2^53 tokens. */
export const plusLines = (before: ExportTotals, lines: readonly ExportLine[]): ExportTotals => {
  let [requests, input, creation, cacheRead, output, unpriced] = [0, 0, 0, 0, 0, 0];
  let cost = 0n;
  for (const line of lines) {
    requests += line.requests;
    input += line.inputTokens;
    creation += line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;
    cacheRead += line.cacheReadInputTokens;
    output += line.outputTokens;
    unpriced += line.unpricedRequests;
    cost += line.costPicoUsd ?? 0n;
  }
  return {
    rows: before.rows + BigInt(lines.length),
    requests: before.requests + BigInt(requests),
    inputTokens: before.inputTokens + BigInt(input),
    cacheCreationInputTokens: before.cacheCreationInputTokens + BigInt(creation),
    cacheReadInputTokens: before.cacheReadInputTokens + BigInt(cacheRead),
    outputTokens: before.outputTokens + BigInt(output),
    costPicoUsd: before.costPicoUsd + cost,
    unpricedRequests: before.unpricedRequests + BigInt(unpriced),
  };
};

/** Sums of a view's rows. */
export const totalsOfRows = (rows: readonly ViewRow[]): ExportTotals =>
  rows.reduce<ExportTotals>(
    (sum, row) => ({
      rows: sum.rows + 1n,
      requests: sum.requests + row.requests,
      inputTokens: sum.inputTokens + row.inputTokens,
      cacheCreationInputTokens: sum.cacheCreationInputTokens + row.cacheCreationInputTokens,
      cacheReadInputTokens: sum.cacheReadInputTokens + row.cacheReadInputTokens,
      outputTokens: sum.outputTokens + row.outputTokens,
      costPicoUsd: sum.costPicoUsd + row.costPicoUsd,
      unpricedRequests: sum.unpricedRequests + row.unpricedRequests,
    }),
    noTotals,
  );

/** Whether two sums agree in everything. */
export const haveSameTotals = (one: ExportTotals, other: ExportTotals): boolean =>
  one.rows === other.rows &&
  one.requests === other.requests &&
  one.inputTokens === other.inputTokens &&
  one.cacheCreationInputTokens === other.cacheCreationInputTokens &&
  one.cacheReadInputTokens === other.cacheReadInputTokens &&
  one.outputTokens === other.outputTokens &&
  one.costPicoUsd === other.costPicoUsd &&
  one.unpricedRequests === other.unpricedRequests;
