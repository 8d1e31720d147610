import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import type { UsageLine } from "../record/usage-line.ts";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import { priceLine } from "./price-line.ts";

/** Real logs of Claude Code that end in a result stating its cost: an oracle nobody here computed. */
const logs = new URL("../../../../../shared/realdata/", import.meta.url);

/**
 * Models whose price these versions of the CLI did not know, and what it charged, as a fraction of list: Sonnet 4.6 at Opus's prices
 * (CLI 2.1.63), Sonnet 5 at $3/$15 where the list says $2/$10 (CLI 2.1.222). Kept, so that a change of either side is seen.
 */
const mispriced = new Map([
  ["claude-sonnet-4-6", { told: 5n, list: 3n }],
  ["claude-sonnet-5", { told: 3n, list: 2n }],
]);

const Log = z.object({
  expected: z.object({
    result: z
      .object({
        modelUsage: z.record(
          z.string(),
          z.object({
            inputTokens: z.int(),
            outputTokens: z.int(),
            cacheReadInputTokens: z.int(),
            cacheCreationInputTokens: z.int(),
            webSearchRequests: z.int(),
            costUSD: z.number(),
          }),
        ),
      })
      .optional(),
  }),
});
type ModelUsage = NonNullable<z.output<typeof Log>["expected"]["result"]>["modelUsage"][string];

/** All recorded cache writes of these logs are one-hour writes. */
const lineOf = (model: string, usage: ModelUsage): UsageLine => ({
  kind: "message",
  model,
  inputTokens: usage.inputTokens,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: usage.cacheCreationInputTokens,
  cacheWriteUnsplitTokens: 0,
  cacheReadTokens: usage.cacheReadInputTokens,
  outputTokens: usage.outputTokens,
  thinkingTokens: null,
  webSearchRequests: usage.webSearchRequests,
  webFetchRequests: 0,
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "not_available",
});

/** The CLI sums floats: its dollars are exact to about 12 digits, the seventh decimal is the last that list prices can reach here. */
const toPicoUsd = (usd: number): bigint => BigInt(Math.round(usd * 1e10)) * 100n;

const costOf = (model: string, usage: ModelUsage): bigint | null =>
  priceLine(
    lineOf(model, usage),
    {
      occurTimeMs: Date.parse("2026-07-30T00:00:00Z"),
      quality: "final",
      outcome: "complete",
      platform: "anthropic",
      stopReason: "end_turn",
      lineIndex: 0,
    },
    readAnthropicPriceBook(),
  ).costPicoUsd;

test.skipIf(!existsSync(logs))(
  "Claude Code's own cost is list price to the last pico-dollar, where it knew the model (needs ../shared/realdata)",
  () => {
    const agreeing: string[] = [];
    const disagreeing: string[] = [];
    for (const file of globSync("*/usage_log/*.json", { cwd: fileURLToPath(logs) })) {
      const { expected } = Log.parse(JSON.parse(readFileSync(new URL(file, logs), "utf8")));
      for (const [model, usage] of Object.entries(expected.result?.modelUsage ?? {})) {
        const cost = costOf(model, usage) ?? -1n;
        const fraction = mispriced.get(model) ?? { told: 1n, list: 1n };
        expect(cost * fraction.told, `${file} ${model}`).toBe(
          toPicoUsd(usage.costUSD) * fraction.list,
        );
        (mispriced.has(model) ? disagreeing : agreeing).push(model);
      }
    }
    expect(agreeing).toHaveLength(6);
    expect(disagreeing.sort()).toEqual([
      "claude-sonnet-4-6",
      "claude-sonnet-4-6",
      "claude-sonnet-5",
    ]);
  },
);
