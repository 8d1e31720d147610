import type { DetailRow, UsageLine } from "@tokenledger/usage";

/** A line as a plain message has it. */
export const sampleLine: UsageLine = {
  kind: "message",
  model: "claude-sonnet-4-5",
  inputTokens: 100,
  cacheWrite5mTokens: 20,
  cacheWrite1hTokens: 3,
  cacheWriteUnsplitTokens: 4,
  cacheReadTokens: 500,
  outputTokens: 60,
  thinkingTokens: 7,
  webSearchRequests: 0,
  webFetchRequests: 0,
  serviceTier: "standard",
  speed: null,
  inferenceGeo: null,
};

/** The time inside the sample's id. */
export const sampleTimeMs = Date.parse("2026-11-23T14:00:00Z");

/** A record as the details show it. */
export const sampleRecord: DetailRow = {
  accessKeyId: "1",
  accessKeyName: "billing",
  eventId: "01a208ea-5d00-7000-8000-000000000000",
  occurTimeMs: sampleTimeMs,
  user: "alice",
  feature: "chat",
  endpoint: "/v1/messages",
  session: null,
  tags: { team: "growth", env: "prod" },
  requestModel: "claude-sonnet-4-5",
  model: "claude-sonnet-4-5",
  requestId: "req_1",
  messageId: "msg_1",
  workspaceId: null,
  provider: "anthropic",
  platform: "anthropic",
  status: 200,
  outcome: "complete",
  errorType: null,
  stopReason: "end_turn",
  attempt: 0,
  durationMs: 730,
  quality: "final",
  rawUsage: null,
  lines: [sampleLine],
  createTime: new Date(sampleTimeMs + 900),
  costPicoUsd: 1_440_000_000n,
  unpricedLineCount: 0,
};
