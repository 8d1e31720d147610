/** A decision of pricing that no price row can hold. Dated, because billing rules change; half-open, null is "since ever". */
export interface PricingRule {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly validFromMs: number | null;
  /** What is done, and why. Shown beside a cost. */
  readonly statement: string;
  /** Where the rule was read. */
  readonly source: string;
}

/** Every rule there is. */
export const pricingRules = {
  unsplitCacheWrite: {
    id: "unsplit-cache-write-as-5m",
    validFromMs: null,
    statement:
      "Cache writes whose lifetime was not told are priced as five-minute writes, the default lifetime. If they were one-hour writes, the cost is too low.",
    source: "SDK 1.12.0: message_delta carries no cache_creation; new-api issues 5756 and 6353.",
  },
  promptBand: {
    id: "band-of-whole-prompt",
    validFromMs: null,
    statement:
      "The prompt band is chosen by the whole prompt (input, cache reads and cache writes) and prices every token of the line, output included.",
    source: "platform.claude.com, Haiku 5.5 overview; release note of claudit v1.9.2.",
  },
  refusalWithoutOutput: {
    id: "refusal-without-output-free",
    validFromMs: Date.UTC(2026, 5, 2),
    statement:
      "A refusal, or an attempt another model declined, before any output was generated is reported and not billed.",
    source:
      "Claude Platform release note of 2026-06-02, quoted by modeldex.dev and usingclaude.com; claude-quickstarts issue 431.",
  },
  provisional: {
    id: "provisional-is-lower-bound",
    validFromMs: null,
    statement:
      "The stream was cut: the input is known, the output is what had been counted by then. The cost is a lower bound.",
    source:
      "No text of Anthropic's on cut streams was found (2026-11-22); message_start counts are provisional.",
  },
  failedCall: {
    id: "failed-call-free",
    validFromMs: null,
    statement: "A call that failed with an error carries no usage and is not billed.",
    source: "41 recorded error bodies, none with usage (2026-11-22).",
  },
  unseenUsage: {
    id: "unseen-usage-not-priced",
    validFromMs: null,
    statement:
      "The answer or its usage never arrived. It may have been generated and billed; what was not seen is counted as nothing.",
    source: "SDK 1.12.0 sends no idempotency key; each retry is a call of its own.",
  },
  missingLabels: {
    id: "missing-labels-as-standard",
    validFromMs: null,
    statement:
      "Where Anthropic named no service tier, speed or geography, the standard tier, standard speed and global inference are priced.",
    source: "Older answers and Bedrock's carry none of the three (114 of the recorded answers).",
  },
  cloudAtList: {
    id: "cloud-at-anthropic-list",
    validFromMs: null,
    statement:
      "Answered through a cloud platform: priced at Anthropic's own list. The platform's surcharges and discounts are not in it.",
    source: "The book holds Anthropic's list prices only.",
  },
} as const satisfies Record<string, PricingRule>;
