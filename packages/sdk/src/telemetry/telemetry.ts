import type { UsageLine } from "@tokenledger/usage";
import { fromAnthropicUsage } from "@tokenledger/usage/from-anthropic-usage";
import type { CallUsage } from "../call-usage.ts";
import { isCountable } from "./countable-usage.ts";
import { inclusiveTokens, sumTokens, type InclusiveTokens } from "./inclusive-tokens.ts";
import type { OpenTelemetryOptions, TelemetryCounter, TelemetrySpan } from "./telemetry-options.ts";

/** Names and meaning: open-telemetry/semantic-conventions-genai, docs/gen-ai/gen-ai-token-metrics.md (read 2026-11-23). */
const COUNTERS = [
  ["input", "gen_ai.client.inference.usage.input_tokens", "Input tokens, cached ones included."],
  [
    "output",
    "gen_ai.client.inference.usage.output_tokens",
    "Output tokens, reasoning ones included.",
  ],
  [
    "cacheRead",
    "gen_ai.client.inference.usage.cache_read.input_tokens",
    "Input tokens read from the cache.",
  ],
  [
    "cacheWrite",
    "gen_ai.client.inference.usage.cache_write.input_tokens",
    "Input tokens written to the cache.",
  ],
  [
    "reasoning",
    "gen_ai.client.inference.usage.reasoning.output_tokens",
    "Output tokens used for reasoning.",
  ],
] as const;

const PROVIDERS: Readonly<Record<string, string>> = {
  bedrock: "aws.bedrock",
  vertex: "gcp.vertex_ai",
  foundry: "azure.ai.inference",
};

interface Counter {
  readonly tokens: keyof InclusiveTokens;
  readonly counter: TelemetryCounter;
}

/**
 * Tells OpenTelemetry of captured calls. Billable tokens: what `usage.iterations` bills beside the message is counted too, under its own model.
 * Batch results are not told: the convention wants no usage of an answer that is fetched, and they can be fetched again.
 */
export class Telemetry {
  readonly #options: OpenTelemetryOptions;
  readonly #counters: readonly Counter[];

  /** @throws what the given meter throws. */
  constructor(options: OpenTelemetryOptions) {
    this.#options = options;
    this.#counters = COUNTERS.flatMap(([tokens, name, description]) => {
      const counter = options.meter?.createCounter(name, { description, unit: "{token}" });
      return counter === undefined ? [] : [{ tokens, counter }];
    });
  }

  /** The span around the code that is running now. */
  activeSpan(): TelemetrySpan | undefined {
    return this.#options.activeSpan?.();
  }

  /** Counts a call, and describes it on the span that was around it when it was made. */
  observe(call: CallUsage, span: TelemetrySpan | undefined): void {
    const model = call.model ?? call.requestModel ?? null;
    const { lines } = fromAnthropicUsage(isCountable(call.usage) ? call.usage : null, { model });
    for (const line of lines) {
      this.#count(call, line);
    }
    if (span !== undefined) {
      describe(span, call, sumTokens(lines.map(inclusiveTokens)));
    }
  }

  #count(call: CallUsage, line: UsageLine): void {
    const tokens = inclusiveTokens(line);
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": providerOf(call),
      // Anthropic does not say which tokens are text and which are images.
      "gen_ai.token.modality": "unknown",
      ...(call.requestModel !== undefined && { "gen_ai.request.model": call.requestModel }),
      ...(line.model !== null && { "gen_ai.response.model": line.model }),
    };
    for (const { tokens: part, counter } of this.#counters) {
      counter.add(tokens[part], attributes);
    }
  }
}

const providerOf = (call: CallUsage): string => PROVIDERS[call.platform ?? ""] ?? "anthropic";

const describe = (span: TelemetrySpan, call: CallUsage, tokens: InclusiveTokens): void => {
  const attributes: Record<string, string | number | string[] | undefined> = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": providerOf(call),
    "gen_ai.request.model": call.requestModel,
    "gen_ai.response.model": call.model,
    "gen_ai.response.id": call.messageId,
    "gen_ai.response.finish_reasons": call.stopReason === undefined ? undefined : [call.stopReason],
    "error.type": call.errorType,
    "gen_ai.usage.input_tokens": tokens.input,
    "gen_ai.usage.output_tokens": tokens.output,
    "gen_ai.usage.cache_read.input_tokens": tokens.cacheRead,
    "gen_ai.usage.cache_creation.input_tokens": tokens.cacheWrite,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      span.setAttribute(name, value);
    }
  }
};
