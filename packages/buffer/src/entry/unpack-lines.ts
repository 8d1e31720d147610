import type { UsageLine } from "@tokenledger/usage";
import { columnReader } from "./column.ts";
import type { LineColumns } from "./entry-body.ts";

const lineReaders = (columns: LineColumns) => ({
  kind: columnReader(columns.kind, "message", columns.count),
  model: columnReader(columns.model, null, columns.count),
  inputTokens: columnReader(columns.inputTokens, 0, columns.count),
  cacheWrite5mTokens: columnReader(columns.cacheWrite5mTokens, 0, columns.count),
  cacheWrite1hTokens: columnReader(columns.cacheWrite1hTokens, 0, columns.count),
  cacheWriteUnsplitTokens: columnReader(columns.cacheWriteUnsplitTokens, 0, columns.count),
  cacheReadTokens: columnReader(columns.cacheReadTokens, 0, columns.count),
  outputTokens: columnReader(columns.outputTokens, 0, columns.count),
  thinkingTokens: columnReader(columns.thinkingTokens, null, columns.count),
  webSearchRequests: columnReader(columns.webSearchRequests, 0, columns.count),
  webFetchRequests: columnReader(columns.webFetchRequests, 0, columns.count),
  serviceTier: columnReader(columns.serviceTier, null, columns.count),
  speed: columnReader(columns.speed, null, columns.count),
  inferenceGeo: columnReader(columns.inferenceGeo, null, columns.count),
});

/** The line of each row. @throws UnreadableError when a column does not fit the number of rows. */
export const lineReader = (columns: LineColumns): ((row: number) => UsageLine) => {
  const at = lineReaders(columns);
  return (row) => ({
    kind: at.kind(row),
    model: at.model(row),
    inputTokens: at.inputTokens(row),
    cacheWrite5mTokens: at.cacheWrite5mTokens(row),
    cacheWrite1hTokens: at.cacheWrite1hTokens(row),
    cacheWriteUnsplitTokens: at.cacheWriteUnsplitTokens(row),
    cacheReadTokens: at.cacheReadTokens(row),
    outputTokens: at.outputTokens(row),
    thinkingTokens: at.thinkingTokens(row),
    webSearchRequests: at.webSearchRequests(row),
    webFetchRequests: at.webFetchRequests(row),
    serviceTier: at.serviceTier(row),
    speed: at.speed(row),
    inferenceGeo: at.inferenceGeo(row),
  });
};
