import { p } from "@mikro-orm/core";
import { lineKinds, outcomes, platforms, qualities } from "@tokenledger/usage";

/**
 * What `access_key_usage` and `user_usage` have in common: one row a line of a record.
 * The columns under "Record" are filled on line 0 and null on further lines.
 */
export const usageColumns = () => ({
  eventId: p.uuid().primary(),
  line: p.smallint().primary(),
  /** The time inside `eventId`. */
  occurTime: p.datetime().columnType("timestamptz").primary(),
  /** Snowflake: the milliseconds since 2020-01-01 of the commit, then 22 bits of a sequence. Not the identity: a record sent again has the same row. */
  id: p.bigint("string"),
  createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  kind: p.enum(lineKinds).nativeEnumName("line_kind"),
  model: p.text().nullable(),
  feature: p.text().nullable(),
  inputTokens: p.integer(),
  cacheWrite5mTokens: p.integer().fieldName("cache_write_5m_tokens"),
  cacheWrite1hTokens: p.integer().fieldName("cache_write_1h_tokens"),
  cacheWriteUnsplitTokens: p.integer(),
  /** 5m + 1h + unsplit, computed when read. */
  cacheCreationInputTokens: p
    .bigint("number")
    .generated(
      "(cache_write_5m_tokens::bigint + cache_write_1h_tokens + cache_write_unsplit_tokens) virtual",
    )
    .nullable(),
  cacheReadInputTokens: p.integer(),
  outputTokens: p.integer(),
  thinkingTokens: p.integer().nullable(),
  webSearchRequests: p.integer(),
  webFetchRequests: p.integer(),
  serviceTier: p.text().nullable(),
  speed: p.text().nullable(),
  inferenceGeo: p.text().nullable(),
  /** Pico-USD at the time of the call; null: unpriced, which is not zero. */
  costPicoUsd: p.bigint().nullable(),
  /** Edition of the price book that priced the line, or found no price; null: never priced. */
  priceVersion: p.integer().nullable(),
  // Record
  platform: p.enum(platforms).nativeEnumName("usage_platform").nullable(),
  outcome: p.enum(outcomes).nativeEnumName("usage_outcome").nullable(),
  quality: p.enum(qualities).nativeEnumName("usage_quality").nullable(),
  status: p.smallint().nullable(),
  attempt: p.smallint().nullable(),
  durationMs: p.integer().nullable(),
  requestModel: p.text().nullable(),
  /** The model that the answer named, where line 0 was billed to another. */
  answerModel: p.text().nullable(),
  /** Models of the further lines; empty text for none. */
  furtherModels: p.array().columnType("text[]").nullable(),
  endpoint: p.text().nullable(),
  session: p.text().nullable(),
  requestId: p.text().nullable(),
  messageId: p.text().nullable(),
  workspaceId: p.text().nullable(),
  errorType: p.text().nullable(),
  stopReason: p.text().nullable(),
});
