import {
  lineKinds,
  outcomes,
  platforms,
  qualities,
  type DetailRow,
  type JsonObject,
  type UsageLine,
} from "@tokenledger/usage";
import { z } from "zod";

const Text = z.string().nullable();
const Whole = z.int().nullable();

/** A line as `read-details.sql` returns it. */
export const DetailLine = z.object({
  access_key_id: z.string(),
  access_key_name: z.string(),
  event_id: z.string(),
  occur_ms: z.int(),
  create_ms: z.int(),
  user_name: Text,
  line: z.int(),
  kind: z.enum(lineKinds),
  model: Text,
  feature: Text,
  input_tokens: z.int(),
  cache_write_5m_tokens: z.int(),
  cache_write_1h_tokens: z.int(),
  cache_write_unsplit_tokens: z.int(),
  cache_read_input_tokens: z.int(),
  output_tokens: z.int(),
  thinking_tokens: Whole,
  web_search_requests: z.int(),
  web_fetch_requests: z.int(),
  service_tier: Text,
  speed: Text,
  inference_geo: Text,
  status: Whole,
  attempt: Whole,
  duration_ms: Whole,
  platform: z.enum(platforms).nullable(),
  outcome: z.enum(outcomes).nullable(),
  quality: z.enum(qualities).nullable(),
  request_model: Text,
  answer_model: Text,
  endpoint: Text,
  session: Text,
  request_id: Text,
  message_id: Text,
  workspace_id: Text,
  error_type: Text,
  stop_reason: Text,
  tags: z.record(z.string(), z.string()).nullable(),
  raw_usage: z.record(z.string(), z.json()).nullable(),
  cost: z
    .string()
    .transform((digits) => BigInt(digits))
    .nullable(),
});
export type DetailLine = z.output<typeof DetailLine>;

/** Line 0 as the table's CHECK has it. */
const FirstLine = DetailLine.extend({
  line: z.literal(0),
  cost: z.bigint().nullable(),
  attempt: z.int(),
  platform: z.enum(platforms),
  outcome: z.enum(outcomes),
  quality: z.enum(qualities),
});

const usageLine = (row: DetailLine): UsageLine => ({
  kind: row.kind,
  model: row.model,
  inputTokens: row.input_tokens,
  cacheWrite5mTokens: row.cache_write_5m_tokens,
  cacheWrite1hTokens: row.cache_write_1h_tokens,
  cacheWriteUnsplitTokens: row.cache_write_unsplit_tokens,
  cacheReadTokens: row.cache_read_input_tokens,
  outputTokens: row.output_tokens,
  thinkingTokens: row.thinking_tokens,
  webSearchRequests: row.web_search_requests,
  webFetchRequests: row.web_fetch_requests,
  serviceTier: row.service_tier,
  speed: row.speed,
  inferenceGeo: row.inference_geo,
});

const detailRow = (first: z.output<typeof FirstLine>, more: readonly DetailLine[]): DetailRow => {
  const rawUsage: JsonObject | null = first.raw_usage;
  const lines = [first, ...more];
  return {
    accessKeyId: first.access_key_id,
    accessKeyName: first.access_key_name,
    eventId: first.event_id,
    occurTimeMs: first.occur_ms,
    createTime: new Date(first.create_ms),
    user: first.user_name,
    feature: first.feature,
    endpoint: first.endpoint,
    session: first.session,
    tags: first.tags,
    requestModel: first.request_model,
    model: first.answer_model ?? first.model,
    requestId: first.request_id,
    messageId: first.message_id,
    workspaceId: first.workspace_id,
    provider: "anthropic",
    platform: first.platform,
    status: first.status,
    outcome: first.outcome,
    errorType: first.error_type,
    stopReason: first.stop_reason,
    attempt: first.attempt,
    durationMs: first.duration_ms,
    quality: first.quality,
    rawUsage,
    lines: [usageLine(first), ...more.map(usageLine)],
    costPicoUsd: lines.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n),
    unpricedLineCount: lines.filter(({ cost }) => cost === null).length,
  };
};

/** Puts the lines of each record together. Expects a record's lines next to each other, line 0 first. */
export const detailRows = (lines: readonly DetailLine[]): readonly DetailRow[] => {
  const records: { readonly first: z.output<typeof FirstLine>; readonly more: DetailLine[] }[] = [];
  for (const line of lines) {
    if (line.line === 0) records.push({ first: FirstLine.parse(line), more: [] });
    else records.at(-1)?.more.push(line);
  }
  return records.map(({ first, more }) => detailRow(first, more));
};
