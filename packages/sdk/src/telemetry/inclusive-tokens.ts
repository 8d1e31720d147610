import type { UsageLine } from "@tokenledger/usage";

/** Tokens as OpenTelemetry counts them: input includes what was read from and written to the cache, output includes reasoning. */
export interface InclusiveTokens {
  readonly input: number;
  readonly output: number;
  /** A part of `input`. */
  readonly cacheRead: number;
  /** A part of `input`. */
  readonly cacheWrite: number;
  /** A part of `output`. */
  readonly reasoning: number;
}

/**
 * Turns a line into OpenTelemetry's counts. Anthropic's `input_tokens` leaves the cache out, `gen_ai.usage.input_tokens` takes it in:
 * exported as it stands it is too low by all cached tokens, and added up with the parts it is counted twice (both are published bugs of others).
 *
 * Conserved: input − cacheRead − cacheWrite is Anthropic's `input_tokens`.
 */
export const inclusiveTokens = (
  line: Pick<
    UsageLine,
    | "inputTokens"
    | "cacheWrite5mTokens"
    | "cacheWrite1hTokens"
    | "cacheWriteUnsplitTokens"
    | "cacheReadTokens"
    | "outputTokens"
    | "thinkingTokens"
  >,
): InclusiveTokens => {
  const cacheWrite =
    line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;
  return {
    input: line.inputTokens + line.cacheReadTokens + cacheWrite,
    output: line.outputTokens,
    cacheRead: line.cacheReadTokens,
    cacheWrite,
    reasoning: line.thinkingTokens ?? 0,
  };
};

/** Sums tokens field by field; of nothing, zeros. */
export const sumTokens = (all: readonly InclusiveTokens[]): InclusiveTokens =>
  all.reduce(
    (sum, tokens) => ({
      input: sum.input + tokens.input,
      output: sum.output + tokens.output,
      cacheRead: sum.cacheRead + tokens.cacheRead,
      cacheWrite: sum.cacheWrite + tokens.cacheWrite,
      reasoning: sum.reasoning + tokens.reasoning,
    }),
    { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
  );
