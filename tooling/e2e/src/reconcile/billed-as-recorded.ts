import type { BilledCall } from "@tokenledger/fake-anthropic";
import {
  priceLine,
  type CollectedRecord,
  type PriceBook,
  type UsageLine,
} from "@tokenledger/usage";

const listOf = (
  record: CollectedRecord,
  line: UsageLine,
  lineIndex: number,
  book: PriceBook,
): BilledCall["listPicoUsd"] => {
  const { components } = priceLine(line, { ...record, lineIndex }, book);
  const costOf = (...classes: readonly string[]): bigint =>
    components
      .filter(({ priceClass }) => classes.includes(priceClass))
      .reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n);
  return {
    uncached_input_tokens: costOf("input"),
    output_tokens: costOf("output"),
    cache_read_input_tokens: costOf("cacheRead"),
    "cache_creation.ephemeral_5m_input_tokens": costOf("cacheWrite5m"),
    "cache_creation.ephemeral_1h_input_tokens": costOf("cacheWrite1h"),
    web_search: costOf("webSearch"),
  };
};

/** What Anthropic would report of a record, had it counted exactly what was recorded, under this key. One a line. */
export const billedAsRecorded = (
  record: CollectedRecord,
  apiKeyId: string | null,
  book: PriceBook,
): readonly BilledCall[] =>
  record.lines.map((line, index) => ({
    timeMs: record.occurTimeMs,
    apiKeyId,
    model: line.model === null ? null : (book.resolve(line.model) ?? line.model),
    serviceTier: line.serviceTier ?? "standard",
    speed: line.speed ?? "standard",
    inferenceGeo: line.inferenceGeo,
    tokens: {
      uncached_input_tokens: line.inputTokens,
      output_tokens: line.outputTokens,
      cache_read_input_tokens: line.cacheReadTokens,
      "cache_creation.ephemeral_5m_input_tokens":
        line.cacheWrite5mTokens + line.cacheWriteUnsplitTokens,
      "cache_creation.ephemeral_1h_input_tokens": line.cacheWrite1hTokens,
    },
    webSearchRequests: line.webSearchRequests,
    listPicoUsd: listOf(record, line, index, book),
  }));
