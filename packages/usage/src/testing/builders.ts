import { mintEventId } from "../record/event-id.ts";
import type { CollectedRecord } from "../record/collected-record.ts";
import { toCollectedRecord } from "../record/to-collected-record.ts";
import type { UsageLine } from "../record/usage-line.ts";
import { UsageRecord, type UsageRecordInput } from "../record/usage-record.ts";

const RANDOM_BYTES = 10;

/** A fresh event id of the given instant (epoch milliseconds; default: now). No two are equal. */
export const makeEventId = (timeMs: number = Date.now()): string =>
  mintEventId(timeMs, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));

/** A plain answered call with every optional field set, made just now under a fresh id; `overrides` win. Validated. */
export const makeRecord = (overrides: Partial<UsageRecordInput> = {}): UsageRecord =>
  UsageRecord.parse({
    eventId: makeEventId(),
    user: "u_42",
    feature: "chat",
    endpoint: "/api/chat",
    session: "s_1",
    tags: { team: "search" },
    requestModel: "claude-sonnet-5-5",
    model: "claude-sonnet-5-5",
    requestId: "req_011CVtest",
    messageId: "msg_01test",
    workspaceId: "wrkspc_01test",
    status: 200,
    stopReason: "end_turn",
    durationMs: 1200,
    usage: {
      input_tokens: 100,
      cache_creation_input_tokens: 30,
      cache_read_input_tokens: 40,
      cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
      output_tokens: 50,
      service_tier: "standard",
      inference_geo: "global",
    },
    ...overrides,
  });

/**
 * The record of {@link makeRecord} as a store is given it, sent by the key with id "1"; `overrides` win.
 * An overridden `eventId` brings its own `occurTimeMs`. `payloadHash` is that of the record before overrides: override it to differ.
 */
export const makeCollectedRecord = (overrides: Partial<CollectedRecord> = {}): CollectedRecord => ({
  ...toCollectedRecord(makeRecord({ eventId: overrides.eventId ?? makeEventId() }), "1"),
  ...overrides,
});

/** A line of the message kind with small counts; `overrides` win. */
export const makeLine = (overrides: Partial<UsageLine> = {}): UsageLine => ({
  kind: "message",
  model: "claude-sonnet-5-5",
  inputTokens: 100,
  cacheWrite5mTokens: 20,
  cacheWrite1hTokens: 10,
  cacheWriteUnsplitTokens: 0,
  cacheReadTokens: 40,
  outputTokens: 50,
  thinkingTokens: null,
  webSearchRequests: 0,
  webFetchRequests: 0,
  serviceTier: "standard",
  speed: null,
  inferenceGeo: "global",
  ...overrides,
});
