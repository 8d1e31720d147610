import type { ExportLine } from "@tokenledger/usage/exports";
import { createLineFormat } from "../formats/create-format.ts";

// Writes an hour in which so many charges come together, as pages of records bring them, and says how many bytes that made.
const CHARGE_COUNT = 9_000;
const PAGE_RECORDS = 2_000;
const HOUR_MS = 3_600_000;

const lineOf = (index: number, occurTimeMs: number): ExportLine => ({
  eventId: "01a1d000-0318-7b76-80c2-d4c7f5c8da61",
  line: 0,
  kind: "message",
  occurTimeMs,
  createTimeMs: occurTimeMs,
  accessKeyId: String(index % 500),
  accessKeyName: `service ${index % 500}`,
  user: `user_${index}@example.com`,
  feature: `feature_${index % 23}`,
  endpoint: null,
  session: null,
  tags: null,
  requestModel: "claude-sonnet-4-5",
  model: "claude-sonnet-4-5",
  requestId: `req_${index}`,
  messageId: `msg_${index}`,
  workspaceId: null,
  platform: "anthropic",
  status: 200,
  outcome: "complete",
  quality: "final",
  errorType: null,
  stopReason: "end_turn",
  attempt: 0,
  durationMs: 900,
  inputTokens: index,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  cacheWriteUnsplitTokens: 0,
  cacheReadInputTokens: 0,
  outputTokens: 20,
  thinkingTokens: null,
  webSearchRequests: 0,
  webFetchRequests: 0,
  serviceTier: "standard",
  speed: null,
  inferenceGeo: null,
  costPicoUsd: 1_234_567_890n,
  requests: 1,
  unpricedRequests: 0,
  rawUsage: null,
});

const format = createLineFormat({
  subject: { kind: "records", filter: { startDate: new Date(0), endDate: new Date(HOUR_MS) } },
  format: "focus",
  isGzipped: false,
  hasBom: false,
  columns: null,
  masking: "none",
});
let byteCount = 0;
for (let from = 0; from < CHARGE_COUNT; from += PAGE_RECORDS) {
  const page = Array.from({ length: PAGE_RECORDS }, (_, index) => lineOf(from + index, 0));
  byteCount += (await format.write(page)).length;
}
byteCount += (await format.write([lineOf(0, HOUR_MS)])).length;
process.stdout.write(String(byteCount));
