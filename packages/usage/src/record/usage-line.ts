/** What a line was billed for: the message itself, or a sampling pass that Anthropic bills beside it (`usage.iterations`). */
export const lineKinds = ["message", "compaction", "advisor_message", "fallback_message"] as const;
export type LineKind = (typeof lineKinds)[number];

/**
 * One billable part of a record: one model, one kind. Counts are whole tokens, or whole requests for server tools.
 *
 * `inputTokens` excludes cache reads and writes (Anthropic's meaning; OpenTelemetry's includes them).
 * Cache writes: 5m + 1h + unsplit is `cache_creation_input_tokens`, always; unsplit is what Anthropic gave no lifetime for.
 * `thinkingTokens` is a part of `outputTokens`, never added to it; null where Anthropic did not say.
 */
export interface UsageLine {
  readonly kind: LineKind;
  readonly model: string | null;
  readonly inputTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly cacheWriteUnsplitTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  readonly thinkingTokens: number | null;
  readonly webSearchRequests: number;
  readonly webFetchRequests: number;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
}
