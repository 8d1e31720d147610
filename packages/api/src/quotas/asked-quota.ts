import { priceLine, type Period, type PriceBook, type UsageLine } from "@tokenledger/usage";
import {
  amountOfLines,
  quotaCounterId,
  toCounterAmount,
  toCounterLimit,
  type AppliedQuota,
  type CounterQuestion,
  type QuotaRules,
} from "@tokenledger/usage/quotas";

/** The most a call will use, as the caller reckons it. */
export interface CallEstimate {
  /** Of the prompt, without what is written to the cache. */
  readonly inputTokens: number;
  /** Of the prompt, what may be written to the cache; reckoned as for an hour. */
  readonly cacheWriteTokens: number;
  /** `max_tokens` of the request. */
  readonly outputTokens: number;
}

/** A quota that applies to a call, and what the call asks of it. */
export interface AskedQuota {
  readonly applied: AppliedQuota;
  readonly window: Period;
  readonly question: CounterQuestion;
  /** Whether the call cannot be held against a limit in USD, because nobody knows its price. */
  readonly isUnpriced: boolean;
}

const estimatedLine = (model: string | null, estimate: CallEstimate): UsageLine => ({
  kind: "message",
  model,
  inputTokens: estimate.inputTokens,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: estimate.cacheWriteTokens,
  cacheWriteUnsplitTokens: 0,
  cacheReadTokens: 0,
  outputTokens: estimate.outputTokens,
  thinkingTokens: null,
  webSearchRequests: 0,
  webFetchRequests: 0,
  serviceTier: null,
  speed: null,
  inferenceGeo: null,
});

const costOf = (line: UsageLine, book: PriceBook | null, nowMs: number): bigint | null =>
  book === null
    ? null
    : priceLine(
        line,
        {
          lineIndex: 0,
          occurTimeMs: nowMs,
          quality: "final",
          outcome: "complete",
          platform: "anthropic",
          stopReason: null,
        },
        book,
      ).costPicoUsd;

/** What a call of this model asks of each quota that applies. @param estimate null: it only asks how things stand. */
export const askedQuotas = (
  rules: QuotaRules,
  applied: readonly AppliedQuota[],
  call: { readonly model: string | null; readonly estimate: CallEstimate | null },
  nowMs: number,
): readonly AskedQuota[] => {
  const line = call.estimate === null ? null : estimatedLine(call.model, call.estimate);
  const costPicoUsd = line === null ? null : costOf(line, rules.book, nowMs);
  return applied.map((each) => {
    const { unit, isHard, limitAmount } = each.quota;
    const amount = line === null ? 0n : amountOfLines(unit, [{ line, index: 0, costPicoUsd }]);
    const window = rules.windowOf(each.quota, nowMs);
    return {
      applied: each,
      window,
      question: {
        counterId: quotaCounterId(each, window.startMs),
        limit: isHard ? toCounterLimit(unit, limitAmount) : null,
        amount: toCounterAmount(unit, amount),
      },
      isUnpriced: unit === "usd" && line !== null && costPicoUsd === null,
    };
  });
};
