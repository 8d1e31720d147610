import { makeContent, type Content } from "./content.ts";
import type { Message, MessageUsage } from "./message.ts";
import type { MessageRequest } from "./message-request.ts";
import { answeringModel, inferenceGeo } from "./model-name.ts";
import { promptParts } from "./prompt.ts";
import type { PromptBill, PromptCache } from "./prompt-cache.ts";
import { anthropicId, seededRandom } from "./seeded-random.ts";

/** An answer, and the usage its stream starts with: provisional, as Anthropic's is. */
export interface MadeMessage {
  readonly message: Message;
  readonly startUsage: MessageUsage;
}

/** Tokens that the results of one web search add to the input: known only after `message_start` went out. */
const SEARCH_RESULT_TOKENS = 2400;
/** What `message_start` says of an output that is not written yet. */
const PLACEHOLDER_OUTPUT_TOKENS = 3;

const usageOf = (
  request: MessageRequest,
  bill: PromptBill,
  serviceTier: MessageUsage["service_tier"],
): MessageUsage => ({
  input_tokens: bill.inputTokens,
  cache_creation_input_tokens: bill.cacheWrite5mTokens + bill.cacheWrite1hTokens,
  cache_read_input_tokens: bill.cacheReadTokens,
  cache_creation: {
    ephemeral_5m_input_tokens: bill.cacheWrite5mTokens,
    ephemeral_1h_input_tokens: bill.cacheWrite1hTokens,
  },
  output_tokens: PLACEHOLDER_OUTPUT_TOKENS,
  service_tier: serviceTier,
  ...(request.speed === "fast" ? { speed: request.speed } : {}),
  inference_geo: inferenceGeo(answeringModel(request.model), request.inference_geo),
});

const finalUsage = (start: MessageUsage, content: Content): MessageUsage => ({
  ...start,
  input_tokens: start.input_tokens + content.webSearches * SEARCH_RESULT_TOKENS,
  output_tokens: content.outputTokens,
  ...(content.thinkingTokens > 0
    ? { output_tokens_details: { thinking_tokens: content.thinkingTokens } }
    : {}),
  ...(content.webSearches > 0
    ? { server_tool_use: { web_search_requests: content.webSearches, web_fetch_requests: 0 } }
    : {}),
});

/**
 * Makes up an answer to a request. The same seeds, request and state of the cache give the same answer to the last byte.
 *
 * @param seeds must differ from call to call: message ids are made of them.
 */
export const makeMessage = (
  request: MessageRequest,
  cache: PromptCache,
  seeds: readonly (string | number)[],
  serviceTier: MessageUsage["service_tier"],
): MadeMessage => {
  const startUsage = usageOf(request, cache.bill(promptParts(request)), serviceTier);
  const content = makeContent(request, seededRandom("content", ...seeds));
  const message: Message = {
    model: answeringModel(request.model),
    id: anthropicId("msg", ...seeds),
    type: "message",
    role: "assistant",
    content: content.blocks,
    container: null,
    stop_reason: content.stopReason,
    stop_sequence: null,
    stop_details: null,
    usage: finalUsage(startUsage, content),
  };
  return { message, startUsage };
};
