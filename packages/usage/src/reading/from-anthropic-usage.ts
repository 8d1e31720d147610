import type { AnthropicUsage } from "./anthropic-usage.ts";
import { readBilledPasses, type BilledPass } from "./billed-passes.ts";
import { readTokenCounts, sumTokenCounts, type TokenCounts } from "../record/token-counts.ts";
import type { UsageLine } from "../record/usage-line.ts";

export interface UsageContext {
  /** The model that answered (`message.model`), or the requested one; null when neither is known. */
  readonly model: string | null;
}

/** Usage read into lines. Line 0 is the message itself. */
export interface UsageReading {
  readonly lines: readonly [UsageLine, ...UsageLine[]];
}

const nothing: AnthropicUsage = {};

const orNull = (label: string | null | undefined): string | null =>
  label === undefined || label === "" ? null : label;

const toLine = (
  pass: BilledPass,
  model: string | null,
  request: Pick<UsageLine, "serviceTier" | "speed" | "inferenceGeo">,
): UsageLine => ({
  kind: pass.kind,
  model,
  inputTokens: pass.counts.inputTokens,
  cacheWrite5mTokens: pass.counts.cacheWrite5mTokens,
  cacheWrite1hTokens: pass.counts.cacheWrite1hTokens,
  cacheWriteUnsplitTokens: pass.counts.cacheWriteUnsplitTokens,
  cacheReadTokens: pass.counts.cacheReadTokens,
  outputTokens: pass.counts.outputTokens,
  thinkingTokens: null,
  webSearchRequests: 0,
  webFetchRequests: 0,
  ...request,
});

const readThinking = (usage: AnthropicUsage, outputTokens: number): number | null => {
  const thinking = usage.output_tokens_details?.thinking_tokens;
  // A part is never more than its whole; a ledger CHECK would refuse the record.
  return thinking === null || thinking === undefined ? null : Math.min(thinking + 0, outputTokens);
};

const messageLine = (
  usage: AnthropicUsage,
  counts: TokenCounts,
  model: string | null,
): UsageLine => ({
  ...toLine({ kind: "message", model, counts }, model, {
    serviceTier: orNull(usage.service_tier),
    speed: orNull(usage.speed),
    inferenceGeo: orNull(usage.inference_geo),
  }),
  thinkingTokens: readThinking(usage, counts.outputTokens),
  webSearchRequests: (usage.server_tool_use?.web_search_requests ?? 0) + 0,
  webFetchRequests: (usage.server_tool_use?.web_fetch_requests ?? 0) + 0,
});

/** One line per model and kind, in order of first appearance. */
const besideLines = (beside: readonly BilledPass[], message: UsageLine): readonly UsageLine[] => {
  const groups = new Map<string, BilledPass>();
  for (const pass of beside) {
    const model = pass.model ?? message.model;
    const key = `${pass.kind} ${model ?? ""}`;
    const known = groups.get(key);
    const counts = known === undefined ? pass.counts : sumTokenCounts([known.counts, pass.counts]);
    groups.set(key, { kind: pass.kind, model, counts });
  }
  return [...groups.values()].map((pass) =>
    toLine(pass, pass.model, {
      // Tier and geography are the request's. Speed is what served the message; of another model it is not told.
      serviceTier: message.serviceTier,
      inferenceGeo: message.inferenceGeo,
      speed: pass.model === message.model ? message.speed : null,
    }),
  );
};

/**
 * Reads Anthropic's `usage` into lines: one per model and kind that is billed, the message first.
 *
 * Total: any validated usage gives lines, null gives one line of zeros. Counts are conserved: per line 5m + 1h + unsplit is the cache
 * creation total, and all lines together are the top-level counts plus what `iterations` holds beyond them.
 * Missing or null counts are 0. Thinking tokens are a part of the output; server tools belong to the message.
 * Which iterations are billed beside the message: see {@link readBilledPasses}.
 */
export const fromAnthropicUsage = (
  usage: AnthropicUsage | null,
  context: UsageContext,
): UsageReading => {
  const given = usage ?? nothing;
  const topLevel = readTokenCounts(given);
  const entries = given.iterations ?? [];
  if (entries.length === 0) return { lines: [messageLine(given, topLevel, context.model)] };
  const { message, servingModel, beside } = readBilledPasses(topLevel, entries);
  const line = messageLine(given, message, servingModel ?? context.model);
  return { lines: [line, ...besideLines(beside, line)] };
};
