import type { PromptPart } from "./prompt.ts";

/** How the tokens of one prompt are billed. The four add up to the prompt. */
export interface PromptBill {
  readonly inputTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly cacheReadTokens: number;
}

/** Shorter prefixes are not cached and give no error: Anthropic's documented minimum for most models. */
export const CACHEABLE_TOKENS_MIN = 1024;
const PREFIXES_MAX = 10_000;
const TTL_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;

/**
 * Anthropic's prompt cache as its bill shows it: the first call with a marked prefix writes it, later calls that begin with the same prefix read
 * it, and reading renews its lifetime. Keeps at most 10,000 prefixes; the oldest goes first and is then written again.
 */
export class PromptCache {
  readonly #now: () => number;
  readonly #prefixes = new Map<string, { readonly ttlMs: number; readonly expiresMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Bills a prompt and remembers its marked prefixes. */
  bill(parts: readonly PromptPart[]): PromptBill {
    let sum = 0;
    const sums = parts.map(({ tokens }) => (sum += tokens));
    const sumAt = (index: number): number => sums[index] ?? 0;
    const breakpoints = parts.flatMap((part, index) =>
      part.cacheTtl !== null && sumAt(index) >= CACHEABLE_TOKENS_MIN
        ? [{ index, ttl: part.cacheTtl, prefix: part.prefix }]
        : [],
    );
    const lastIndex = breakpoints.at(-1)?.index ?? -1;
    const readIndex = this.#longestKnown(parts.slice(0, lastIndex + 1));
    const written = { "5m": 0, "1h": 0 };
    let from = sumAt(readIndex);
    for (const { index, ttl, prefix } of breakpoints) {
      if (index > readIndex) {
        written[ttl] += sumAt(index) - from;
        from = sumAt(index);
        this.#remember(prefix, TTL_MS[ttl]);
      }
    }
    return {
      inputTokens: sumAt(parts.length - 1) - from,
      cacheWrite5mTokens: written["5m"],
      cacheWrite1hTokens: written["1h"],
      cacheReadTokens: sumAt(readIndex),
    };
  }

  #longestKnown(parts: readonly PromptPart[]): number {
    const index = parts.findLastIndex(({ prefix }) => {
      const known = this.#prefixes.get(prefix);
      return known !== undefined && known.expiresMs > this.#now();
    });
    const prefix = parts[index]?.prefix;
    const known = prefix === undefined ? undefined : this.#prefixes.get(prefix);
    if (prefix !== undefined && known !== undefined) {
      this.#remember(prefix, known.ttlMs);
    }
    return index;
  }

  #remember(prefix: string, ttlMs: number): void {
    this.#prefixes.delete(prefix);
    this.#prefixes.set(prefix, { ttlMs, expiresMs: this.#now() + ttlMs });
    const [oldest] = this.#prefixes.keys();
    if (this.#prefixes.size > PREFIXES_MAX && oldest !== undefined) {
      this.#prefixes.delete(oldest);
    }
  }
}
