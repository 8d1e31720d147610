import { outcomes, platforms, qualities } from "@tokenledger/usage";
import type { ExportLine } from "@tokenledger/usage/exports";
import { z } from "zod";
import { DetailLine } from "../queries/detail-row.ts";
import type { ResolvedFilter } from "../queries/resolved-filter.ts";

/** A line as `page-export.sql` returns it. */
export const ExportedLine = DetailLine.omit({ answer_model: true });
type ExportedLine = z.output<typeof ExportedLine>;

/** Line 0 as the table's CHECK has it. */
const FirstLine = ExportedLine.extend({
  attempt: z.int(),
  platform: z.enum(platforms),
  outcome: z.enum(outcomes),
  quality: z.enum(qualities),
  cost: z.bigint().nullable(),
});
type FirstLine = z.output<typeof FirstLine>;

const exportLine = (row: ExportedLine, first: FirstLine, isUnpriced: boolean): ExportLine => ({
  eventId: row.event_id,
  line: row.line,
  kind: row.kind,
  occurTimeMs: row.occur_ms,
  createTimeMs: row.create_ms,
  accessKeyId: row.access_key_id,
  accessKeyName: row.access_key_name,
  user: row.user_name,
  feature: row.feature,
  endpoint: first.endpoint,
  session: first.session,
  tags: first.tags,
  requestModel: first.request_model,
  model: row.model,
  requestId: first.request_id,
  messageId: first.message_id,
  workspaceId: first.workspace_id,
  platform: first.platform,
  status: first.status,
  outcome: first.outcome,
  quality: first.quality,
  errorType: first.error_type,
  stopReason: first.stop_reason,
  attempt: first.attempt,
  durationMs: first.duration_ms,
  inputTokens: row.input_tokens,
  cacheWrite5mTokens: row.cache_write_5m_tokens,
  cacheWrite1hTokens: row.cache_write_1h_tokens,
  cacheWriteUnsplitTokens: row.cache_write_unsplit_tokens,
  cacheReadInputTokens: row.cache_read_input_tokens,
  outputTokens: row.output_tokens,
  thinkingTokens: row.thinking_tokens,
  webSearchRequests: row.web_search_requests,
  webFetchRequests: row.web_fetch_requests,
  serviceTier: row.service_tier,
  speed: row.speed,
  inferenceGeo: row.inference_geo,
  costPicoUsd: row.cost,
  requests: row.line === 0 ? 1 : 0,
  unpricedRequests: row.line === 0 && isUnpriced ? 1 : 0,
  rawUsage: row.line === 0 ? row.raw_usage : null,
});

const passes = (list: readonly string[] | null, value: string | null): boolean =>
  list === null || list.includes(value ?? "");

/**
 * Says on every line what its record says, and keeps the lines that pass. Expects a record's lines next to each other, line 0 first.
 */
export const exportLines = (
  rows: readonly ExportedLine[],
  { models, features }: Pick<ResolvedFilter, "models" | "features">,
): { readonly lines: readonly ExportLine[]; readonly recordCount: number } => {
  const lines: ExportLine[] = [];
  let recordCount = 0;
  let index = 0;
  while (index < rows.length) {
    const first = FirstLine.parse(rows[index]);
    let end = index + 1;
    while (end < rows.length && rows[end]?.line !== 0) end += 1;
    const record = rows.slice(index, end);
    const isUnpriced = record.some(({ cost }) => cost === null);
    for (const row of record) {
      if (passes(models, row.model) && passes(features, row.feature)) {
        lines.push(exportLine(row, first, isUnpriced));
      }
    }
    recordCount += 1;
    index = end;
  }
  return { lines, recordCount };
};
