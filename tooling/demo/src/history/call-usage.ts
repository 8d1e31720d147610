import {
  answeringModel,
  between,
  inferenceGeo,
  longTailed,
  type SeededRandom,
} from "@tokenledger/fake-anthropic";
import type { AnthropicUsage } from "@tokenledger/usage";
import type { Feature } from "../company/feature.ts";

interface Counts {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
}

const SEARCH_INPUT_TOKENS = 2400;
/** A conversation is compacted when it is about this long. */
const COMPACTED_TOKENS = 90_000;

const countsOf = (random: SeededRandom, feature: Feature): Counts => {
  const writes = random() < feature.cacheWriteShare;
  return {
    input: longTailed(random, feature.inputTokens),
    output: longTailed(random, feature.outputTokens),
    cacheWrite: writes ? feature.cachedTokens : 0,
    cacheRead: writes ? 0 : feature.cachedTokens,
  };
};

const anthropicCounts = (counts: Counts, ttl: Feature["cacheTtl"]) => ({
  input_tokens: counts.input,
  cache_creation_input_tokens: counts.cacheWrite,
  cache_read_input_tokens: counts.cacheRead,
  cache_creation: {
    ephemeral_5m_input_tokens: ttl === "5m" ? counts.cacheWrite : 0,
    ephemeral_1h_input_tokens: ttl === "1h" ? counts.cacheWrite : 0,
  },
  output_tokens: counts.output,
});

const thinking = (random: SeededRandom, feature: Feature, output: number): AnthropicUsage => {
  const tokens = Math.floor(output * (0.2 + 0.6 * random()));
  return random() < feature.thinkingShare
    ? { output_tokens_details: { thinking_tokens: tokens } }
    : {};
};

/** A compaction is billed beside the message: its counts stand in `iterations` and nowhere else. */
const compaction = (random: SeededRandom, feature: Feature, counts: Counts): AnthropicUsage => {
  if (random() >= feature.compactionShare) {
    return {};
  }
  const compacted = { input: longTailed(random, COMPACTED_TOKENS), output: 600 };
  const nothing = { cacheWrite: 0, cacheRead: 0 };
  return {
    iterations: [
      { type: "compaction", ...anthropicCounts({ ...compacted, ...nothing }, feature.cacheTtl) },
      { type: "message", ...anthropicCounts(counts, feature.cacheTtl) },
    ],
  };
};

/** Anthropic's `usage` of an answered call: as the API would bill a call of this feature. */
export const completeUsage = (
  random: SeededRandom,
  feature: Feature,
  requestModel: string,
): AnthropicUsage => {
  const asked = countsOf(random, feature);
  const searches = random() < feature.searchShare ? between(random, 1, 4) : 0;
  const counts = { ...asked, input: asked.input + searches * SEARCH_INPUT_TOKENS };
  return {
    ...anthropicCounts(counts, feature.cacheTtl),
    ...thinking(random, feature, counts.output),
    ...(searches > 0
      ? { server_tool_use: { web_search_requests: searches, web_fetch_requests: 0 } }
      : {}),
    service_tier: feature.isBatch ? "batch" : "standard",
    inference_geo: inferenceGeo(answeringModel(requestModel), null),
    ...compaction(random, feature, counts),
  };
};

/** `usage` of a stream that broke: what `message_start` said, with its placeholder for the output. */
export const startedUsage = (
  random: SeededRandom,
  feature: Feature,
  requestModel: string,
): AnthropicUsage => ({
  ...anthropicCounts(
    { ...countsOf(random, feature), output: between(random, 1, 8) },
    feature.cacheTtl,
  ),
  service_tier: "standard",
  inference_geo: inferenceGeo(answeringModel(requestModel), null),
});
