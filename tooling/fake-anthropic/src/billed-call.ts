/** Something Anthropic billed, as its reports count it. */
export interface BilledCall {
  /** Epoch milliseconds at which Anthropic counted it. */
  readonly timeMs: number;
  readonly apiKeyId: string | null;
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
  readonly tokens: BilledTokens;
  readonly webSearchRequests: number;
  /** List price by token type, and of web search, in pico-USD. */
  readonly listPicoUsd: Readonly<Partial<Record<keyof BilledTokens | "web_search", bigint>>>;
  /** Taken off the list price, in percent. Default 0. */
  readonly discountPercent?: number;
}

/** Tokens under the report's own names of types. */
export interface BilledTokens {
  readonly uncached_input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly "cache_creation.ephemeral_5m_input_tokens": number;
  readonly "cache_creation.ephemeral_1h_input_tokens": number;
}

export const tokenTypes = [
  "uncached_input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation.ephemeral_5m_input_tokens",
  "cache_creation.ephemeral_1h_input_tokens",
] as const satisfies readonly (keyof BilledTokens)[];
