import type { AnthropicUsage } from "./anthropic-usage.ts";
import type { Json, JsonObject } from "../json.ts";
import { haveSameTotals, readTokenCounts } from "../record/token-counts.ts";
import type { UsageLine } from "../record/usage-line.ts";

/** Keys whose values the lines carry, level by level. */
const carried: ReadonlySet<string> = new Set([
  "input_tokens",
  "cache_creation_input_tokens",
  "cache_creation",
  "cache_read_input_tokens",
  "output_tokens",
  "output_tokens_details",
  "server_tool_use",
  "service_tier",
  "speed",
  "inference_geo",
  "iterations",
]);
const carriedInside: ReadonlySet<string> = new Set([
  "ephemeral_5m_input_tokens",
  "ephemeral_1h_input_tokens",
  "thinking_tokens",
  "web_search_requests",
  "web_fetch_requests",
]);
/** Names of fields that are read: of a usage object, and of the objects within it. */
export const knownUsageFields = { top: [...carried], inside: [...carriedInside] } as const;

const carriedInIteration: ReadonlySet<string> = new Set([...carried, "type", "model"]);

const saysNothing = (value: Json | undefined): boolean => {
  if (value === null || value === undefined || value === 0 || value === "") return true;
  return typeof value === "object" && Object.values(value).every(saysNothing);
};

const saysMore = (value: JsonObject | null | undefined, known: ReadonlySet<string>): boolean =>
  value !== null &&
  value !== undefined &&
  Object.entries(value).some(([key, item]) => !known.has(key) && !saysNothing(item));

const hasUnknown = (usage: AnthropicUsage): boolean =>
  saysMore(usage, carried) ||
  saysMore(usage.cache_creation, carriedInside) ||
  saysMore(usage.output_tokens_details, carriedInside) ||
  saysMore(usage.server_tool_use, carriedInside);

/** A split was given and is not what the line says. */
const hasOtherSplit = (usage: AnthropicUsage, line: UsageLine): boolean => {
  const nested = usage.cache_creation;
  if (nested === null || nested === undefined) return false;
  return (
    (nested.ephemeral_5m_input_tokens ?? 0) !== line.cacheWrite5mTokens ||
    (nested.ephemeral_1h_input_tokens ?? 0) !== line.cacheWrite1hTokens ||
    line.cacheWriteUnsplitTokens > 0
  );
};

/** One `message` entry that repeats the top level, as every answer of the beta API has, adds nothing. */
const hasTelling = (usage: AnthropicUsage): boolean => {
  const entries = usage.iterations ?? [];
  const [only] = entries;
  if (only === undefined) return false;
  return (
    entries.length > 1 ||
    only.type !== "message" ||
    saysMore(only, carriedInIteration) ||
    !haveSameTotals(readTokenCounts(usage), readTokenCounts(only))
  );
};

/**
 * Anthropic's usage, when it says more than the lines read from it; null when the lines say it all.
 *
 * Kept: several lines; `iterations` other than one `message` entry equal to the top level; a cache write split that does not add up
 * to its total; more thinking than output; any unknown key whose value is more than null, 0, "" or emptiness.
 * Plain traffic of today (the four counts, split, tier, geography, speed, thinking, web search and fetch) gives null.
 * Null, 0 and absent are one to the lines and are not told apart afterwards.
 */
export const rawUsageToKeep = (
  usage: AnthropicUsage | null,
  lines: readonly [UsageLine, ...UsageLine[]],
): AnthropicUsage | null => {
  if (usage === null) return null;
  const [line] = lines;
  const telling =
    lines.length > 1 ||
    hasTelling(usage) ||
    hasOtherSplit(usage, line) ||
    (usage.output_tokens_details?.thinking_tokens ?? 0) !== (line.thinkingTokens ?? 0) ||
    hasUnknown(usage);
  return telling ? usage : null;
};
