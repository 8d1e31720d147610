import {
  lineKinds,
  outcomes,
  platforms,
  priceLine,
  pricingRules,
  qualities,
  type AccessScope,
  type LinePrice,
  type PriceBook,
  type PriceContext,
  type UsageFilter,
  type UsageLine,
} from "@tokenledger/usage";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { resolveFilter } from "../queries/resolved-filter.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const Text = z.string().nullable();
/** Sums of counts: 2^53 tokens are nine thousand million million. */
const Count = z.string().transform(Number).pipe(z.int());

const GroupRow = z.object({
  access_key_id: Text,
  feature: Text,
  is_beside: z.boolean(),
  kind: z.enum(lineKinds),
  model: Text,
  service_tier: Text,
  speed: Text,
  inference_geo: Text,
  platform: z.enum(platforms),
  outcome: z.enum(outcomes),
  quality: z.enum(qualities),
  stop_reason: Text,
  price_version: z.int().nullable(),
  is_priced: z.boolean(),
  occur_ms: Count,
  prompt_tokens: Count,
  line_count: Count,
  request_count: Count,
  input_tokens: Count,
  cache_write_5m_tokens: Count,
  cache_write_1h_tokens: Count,
  cache_write_unsplit_tokens: Count,
  cache_read_input_tokens: Count,
  output_tokens: Count,
  web_search_requests: Count,
  web_fetch_requests: Count,
  cost: z.string().transform((text) => BigInt(text)),
});

const GROUP_LINES = {
  text: sqlFile(new URL("./sql/group-lines.sql", import.meta.url)),
  row: GroupRow,
};

/** Lines that have the same prices, as one line. */
export interface LineGroup {
  /** Null unless grouped by key and feature. */
  readonly accessKeyId: string | null;
  readonly feature: string | null;
  readonly line: UsageLine;
  readonly context: PriceContext;
  readonly priceVersion: number | null;
  /** Whether the lines have a stored cost. */
  readonly isPriced: boolean;
  readonly storedPicoUsd: bigint;
  readonly lineCount: number;
  readonly requestCount: number;
}

const lineGroup = (row: z.output<typeof GroupRow>): LineGroup => ({
  accessKeyId: row.access_key_id,
  feature: row.feature,
  line: {
    kind: row.kind,
    model: row.model,
    inputTokens: row.input_tokens,
    cacheWrite5mTokens: row.cache_write_5m_tokens,
    cacheWrite1hTokens: row.cache_write_1h_tokens,
    cacheWriteUnsplitTokens: row.cache_write_unsplit_tokens,
    cacheReadTokens: row.cache_read_input_tokens,
    outputTokens: row.output_tokens,
    thinkingTokens: null,
    webSearchRequests: row.web_search_requests,
    webFetchRequests: row.web_fetch_requests,
    serviceTier: row.service_tier,
    speed: row.speed,
    inferenceGeo: row.inference_geo,
  },
  context: {
    occurTimeMs: row.occur_ms,
    quality: row.quality,
    outcome: row.outcome,
    platform: row.platform,
    stopReason: row.stop_reason,
    lineIndex: row.is_beside ? 1 : 0,
    promptTokens: row.prompt_tokens,
  },
  priceVersion: row.price_version,
  isPriced: row.is_priced,
  storedPicoUsd: row.cost,
  lineCount: row.line_count,
  requestCount: row.request_count,
});

const ascending = (values: Iterable<number | null>): readonly number[] =>
  [...new Set(values)].filter((value) => value !== null).sort((one, other) => one - other);

/** Every instant at which a price or a rule of any of the books changes. */
const changeTimes = (books: readonly PriceBook[]): readonly number[] =>
  ascending([
    ...Object.values(pricingRules).map((rule) => rule.validFromMs),
    ...books.flatMap(({ rows }) => rows.flatMap((row) => [row.validFromMs, row.validToMs])),
  ]);

const bandStarts = (books: readonly PriceBook[], further: readonly number[]): readonly number[] =>
  ascending([
    ...further,
    ...books.flatMap(({ rows }) =>
      rows.flatMap((row) => [row.promptFromTokens, row.promptToTokens]),
    ),
  ]);

export interface GroupOptions {
  readonly byPlace: boolean;
  /** Prompt lengths at which a group shall end besides the bands'. */
  readonly promptSplits: readonly number[];
}

/**
 * Lines that pass the filter, summed by all that their price depends on under each of the books.
 * The range is exact to the millisecond. @throws UnavailableError
 */
export const readLineGroups = async (
  runner: StatementRunner,
  scope: AccessScope,
  books: readonly PriceBook[],
  filter: UsageFilter,
  options: GroupOptions,
): Promise<readonly LineGroup[]> => {
  const { accessKeyIds, userIds, models, features } = await resolveFilter(runner, scope, filter);
  const [startMs, endMs] = [filter.startDate.getTime(), filter.endDate.getTime()];
  const rows = await runner.rows(GROUP_LINES, [
    accessKeyIds,
    userIds,
    startMs,
    endMs,
    eventIdBound(startMs),
    eventIdBound(endMs),
    models,
    features,
    changeTimes(books),
    bandStarts(books, options.promptSplits),
    options.byPlace,
  ]);
  return rows.map(lineGroup);
};

/** The price of all lines of a group: exactly the sum of their prices. */
export const priceGroup = (group: LineGroup, book: PriceBook): LinePrice =>
  priceLine(group.line, group.context, book);
