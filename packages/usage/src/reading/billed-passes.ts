import type { AnthropicIteration } from "./anthropic-usage.ts";
import {
  haveSameTotals,
  isNothing,
  readTokenCounts,
  sumTokenCounts,
  type TokenCounts,
} from "../record/token-counts.ts";
import type { LineKind } from "../record/usage-line.ts";

/** A sampling pass that is billed beside the message itself. */
export interface BilledPass {
  readonly kind: LineKind;
  /** Null: the model of the message. */
  readonly model: string | null;
  readonly counts: TokenCounts;
}

export interface BilledPasses {
  /** Counts of the message itself. */
  readonly message: TokenCounts;
  /** The model that served the message, where the iterations name it. */
  readonly servingModel: string | null;
  /** What is billed beside the message. */
  readonly beside: readonly BilledPass[];
}

const named = (model: string | null | undefined): string | null =>
  model === undefined || model === "" ? null : model;

const toPass = (entry: AnthropicIteration, kind: LineKind): BilledPass => ({
  kind,
  model: named(entry.model),
  counts: readTokenCounts(entry),
});

const ofType = (
  entries: readonly AnthropicIteration[],
  type: LineKind,
): readonly AnthropicIteration[] => entries.filter((entry) => entry.type === type);

const totalOf = (entries: readonly AnthropicIteration[]): TokenCounts =>
  sumTokenCounts(entries.map(readTokenCounts));

/** Entries of the loop that answers: `message`, `fallback_message`, and types this version does not know. */
const loopOf = (entries: readonly AnthropicIteration[]): readonly AnthropicIteration[] =>
  entries.filter((entry) => entry.type !== "compaction" && entry.type !== "advisor_message");

interface Loop {
  readonly servingModel: string | null;
  readonly served: readonly AnthropicIteration[];
  readonly declined: readonly AnthropicIteration[];
}

/** The loop, parted into the attempt that served and the attempts another model declined. */
const partLoop = (loop: readonly AnthropicIteration[]): Loop => {
  const servingModel = named((ofType(loop, "fallback_message").at(-1) ?? loop.at(-1))?.model);
  const isDeclined = (entry: AnthropicIteration): boolean =>
    entry.type === "message" &&
    servingModel !== null &&
    named(entry.model) !== null &&
    entry.model !== servingModel;
  const declined = loop.filter(isDeclined);
  const signalled = declined.length > 0 || loop.some((entry) => entry.type === "fallback_message");
  return {
    servingModel: signalled ? servingModel : null,
    served: loop.filter((entry) => !isDeclined(entry)),
    declined,
  };
};

/** The cache write lifetimes of the entries, where they add up to the message and say more than its own (possibly stale) split. */
const withBestSplit = (message: TokenCounts, served: TokenCounts): TokenCounts =>
  served.cacheCreationInputTokens === message.cacheCreationInputTokens &&
  served.cacheWriteUnsplitTokens < message.cacheWriteUnsplitTokens
    ? {
        ...message,
        cacheWrite5mTokens: served.cacheWrite5mTokens,
        cacheWrite1hTokens: served.cacheWrite1hTokens,
        cacheWriteUnsplitTokens: served.cacheWriteUnsplitTokens,
      }
    : message;

/**
 * Reads `usage.iterations`: which sampling passes are billed beside the top-level counts.
 *
 * Rules, as of 2026-11-22:
 * - `message` entries are the turns of the answer and are inside the top-level counts; `compaction` entries are not
 *   (BetaUsage docstring of @anthropic-ai/sdk 1.12.0), nor are `advisor_message` ones, billed at the advisor's model (ccusage #1115,
 *   codeburn PR 659; 13 recorded exchanges in all).
 * - A `fallback_message` entry ends the attempt that served the answer; the top-level counts are that attempt's. What another model
 *   declined before it is a `message` entry naming that model (BetaFallbackMessageIterationUsage docstring) and is billed at that
 *   model's price once it had generated output: the case of LiteLLM PR 39294 costs $0.8586 on Anthropic's cost report, $0.5580 at the
 *   serving model alone. An attempt declined before any output is reported and not billed (release note of 2026-06-02): its line has
 *   0 output tokens, and pricing decides.
 * - The counts have the last word: passes that are found inside the top-level counts are taken out of the message, so that nothing is
 *   counted twice, whichever way Anthropic sums. A `fallback_message` outside of them becomes a line of its own.
 * - Entries of an unknown type are taken as inside: counting less than a later version is mended by re-reading the kept usage.
 */
export const readBilledPasses = (
  topLevel: TokenCounts,
  entries: readonly AnthropicIteration[],
): BilledPasses => {
  const { servingModel, served, declined } = partLoop(loopOf(entries));
  const beside = [
    ...ofType(entries, "compaction").map((entry) => toPass(entry, "compaction")),
    ...ofType(entries, "advisor_message").map((entry) => toPass(entry, "advisor_message")),
    ...declined.map((entry) => toPass(entry, "message")),
  ].filter((pass) => !isNothing(pass.counts));
  const servedCounts = totalOf(served);
  const besideCounts = sumTokenCounts(beside.map((pass) => pass.counts));

  if (haveSameTotals(topLevel, servedCounts)) {
    return { message: withBestSplit(topLevel, servedCounts), servingModel, beside };
  }
  if (haveSameTotals(topLevel, sumTokenCounts([servedCounts, besideCounts]))) {
    return { message: servedCounts, servingModel, beside };
  }
  return readMismatch(topLevel, entries, beside, servingModel);
};

/** The top-level counts are neither the serving attempt nor everything: a stream cut short, or a sum not seen before. */
const readMismatch = (
  topLevel: TokenCounts,
  entries: readonly AnthropicIteration[],
  beside: readonly BilledPass[],
  servingModel: string | null,
): BilledPasses => {
  const fallback = ofType(entries, "fallback_message");
  if (fallback.length === 0) {
    // Without a fallback_message nothing says that an attempt was declined: its turns stay inside.
    const sure = beside.filter((pass) => pass.kind !== "message");
    return { message: topLevel, servingModel: null, beside: sure };
  }
  const messages = ofType(entries, "message");
  if (haveSameTotals(topLevel, totalOf(messages))) {
    const passes = fallback.map((entry) => toPass(entry, "fallback_message"));
    const sure = beside.filter((pass) => pass.kind !== "message");
    return { message: topLevel, servingModel: null, beside: [...sure, ...passes] };
  }
  return { message: topLevel, servingModel, beside };
};
