import { expect, test } from "vitest";
import type { AnthropicUsage } from "../reading/anthropic-usage.ts";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import type { RecordPrice } from "./price-record.ts";
import { priceCall } from "./testing/price-call.ts";

const priced = priceCall(readAnthropicPriceBook());

/** Counts as Anthropic writes them: input, 5m writes, 1h writes, cache reads, output. */
const counts = (
  input: number,
  write5m: number,
  write1h: number,
  read: number,
  output: number,
): AnthropicUsage => ({
  input_tokens: input,
  cache_creation_input_tokens: write5m + write1h,
  cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
  cache_read_input_tokens: read,
  output_tokens: output,
});

const labelled = (
  usage: AnthropicUsage,
  labels: Pick<AnthropicUsage, "service_tier" | "speed" | "inference_geo">,
): AnthropicUsage => ({ ...usage, ...labels });

const batch = { service_tier: "batch" };
const fast = { speed: "fast" };
const us = { inference_geo: "us" };

/** Title, pico-USD computed by hand (the sum in millionths of a dollar beside it), the priced call. */
type Worked = readonly [title: string, costPicoUsd: bigint, price: RecordPrice];

test.each<Worked>([
  // 1,000 x 4 + 500 x 20
  ["Opus 5.5, plain", 14_000_000_000n, priced("claude-opus-5-5", counts(1000, 0, 0, 0, 500))],
  // 12 x 4 + 2,000 x 5 + 3,000 x 8 + 100,000 x 0.20 + 800 x 20 = 48 + 10,000 + 24,000 + 20,000 + 16,000
  ["Opus 5.5, all", 70_048_000_000n, priced("claude-opus-5-5", counts(12, 2e3, 3e3, 1e5, 800))],
  // 40,000 x 0.25 + 1 x 50
  ["Fable 5.1 read", 10_050_000_000n, priced("claude-fable-5-1", counts(0, 0, 0, 4e4, 1))],
  // 40,000 x 1 + 1 x 50
  ["Fable 5 read", 40_050_000_000n, priced("claude-fable-5", counts(0, 0, 0, 4e4, 1))],
  // 7 x 10 + 3 x 50
  ["Mythos 5.1", 220_000_000n, priced("claude-mythos-5-1", counts(7, 0, 0, 0, 3))],
  // 125 x 8 + 60 x 10 + 5,000 x 0.20 + 25 x 40
  ["Fable 5.2", 3_600_000_000n, priced("claude-fable-5-2", counts(125, 60, 0, 5000, 25))],
  // 3 x 5 + 4,000 x 6.25 + 100 x 10 + 8,000 x 0.50 + 11 x 25 = 15 + 25,000 + 1,000 + 4,000 + 275
  ["Opus 5", 30_290_000_000n, priced("claude-opus-5", counts(3, 4000, 100, 8000, 11))],
  // 1 x 2 + 1 x 10
  ["Sonnet 5", 12_000_000n, priced("claude-sonnet-5", counts(1, 0, 0, 0, 1))],
  // 1 x 15 + 1 x 75
  ["Opus 3 by its alias", 90_000_000n, priced("claude-3-opus-latest", counts(1, 0, 0, 0, 1))],
  // 4 x 0.25 + 10 x 0.30 + 100 x 0.03 + 4 x 1.25 = 1 + 3 + 3 + 5
  ["Haiku 3", 12_000_000n, priced("claude-3-haiku-20240307", counts(4, 10, 0, 100, 4))],
  // 11 x 1 + 16,522 x 2 + 4 x 5: req_llm's own reconciliation says 33,075 millionths
  [
    "req_llm 1h writes",
    33_075_000_000n,
    priced("claude-haiku-4-5-20251001", counts(11, 0, 16_522, 0, 4)),
  ],
])("worked by hand: %s", (_title, costPicoUsd, price) => {
  expect(price).toMatchObject({ costPicoUsd, unpricedLineCount: 0 });
});

test.each<Worked>([
  // 1,000 x 10 + 100 x 50
  [
    "fast Opus 4.8 a second before its end",
    15_000_000_000n,
    priced("claude-opus-4-8", labelled(counts(1000, 0, 0, 0, 100), fast), {
      at: "2026-11-29T23:59:59Z",
    }),
  ],
  // 3 x 10 + 4,000 x 12.50 + 100 x 20 + 8,000 x 1 + 11 x 50 = 30 + 50,000 + 2,000 + 8,000 + 550
  [
    "fast Opus 5",
    60_580_000_000n,
    priced("claude-opus-5", labelled(counts(3, 4000, 100, 8000, 11), fast)),
  ],
  // 10 x 30 + 10 x 150
  [
    "fast Opus 4.7",
    1_800_000_000n,
    priced("claude-opus-4-7", labelled(counts(10, 0, 0, 0, 10), fast), {
      at: "2026-07-01T00:00:00Z",
    }),
  ],
  // 1,000 x 2.20 + 100 x 2.75 + 100 x 4.40 + 1,000 x 0.22 + 100 x 11
  [
    "Sonnet 5 in the US",
    4_235_000_000n,
    priced("claude-sonnet-5", labelled(counts(1000, 100, 100, 1000, 100), us)),
  ],
  // 1,000 x 0.11 + 100 x 0.55
  [
    "Haiku 5.5 in the US",
    165_000_000n,
    priced("claude-haiku-5-5", labelled(counts(1000, 0, 0, 0, 100), us)),
  ],
  // 1,000 x 1 + 100 x 5
  [
    "Sonnet 5 in a batch",
    1_500_000_000n,
    priced("claude-sonnet-5", labelled(counts(1000, 0, 0, 0, 100), batch)),
  ],
  // 800 x 1.25 + 500 x 2 + 10,000 x 0.10
  [
    "Sonnet 5's cache in a batch",
    3_000_000_000n,
    priced("claude-sonnet-5", labelled(counts(0, 800, 500, 10_000, 0), batch)),
  ],
  // 1,000 x 2.75 + 100 x 13.75
  [
    "Opus 5 in a batch in the US",
    4_125_000_000n,
    priced("claude-opus-5", labelled(counts(1000, 0, 0, 0, 100), { ...batch, ...us })),
  ],
  // 100 x 7.50 + 10 x 37.50
  [
    "Opus 4 in a batch",
    1_125_000_000n,
    priced("claude-opus-4-20250514", labelled(counts(100, 0, 0, 0, 10), batch)),
  ],
  // 1 x 0.05 + 3 x 0.005 + 1 x 0.25 = 0.315
  [
    "a few tokens of Haiku 5.5 in a batch",
    315_000n,
    priced("claude-haiku-5-5", labelled(counts(1, 0, 0, 3, 1), batch)),
  ],
  // 1,000 x 0.80 + 100 x 4
  [
    "Haiku 3.5 on Bedrock",
    1_200_000_000n,
    priced("us.anthropic.claude-3-5-haiku-20241022-v1:0", counts(1000, 0, 0, 0, 100), {
      platform: "bedrock",
    }),
  ],
  // 100 x 15 + 10 x 75
  [
    "Opus 4.1 on Vertex",
    2_250_000_000n,
    priced("claude-opus-4-1@20250805", counts(100, 0, 0, 0, 10), { platform: "vertex" }),
  ],
])("worked by hand, tier, speed and place: %s", (_title, costPicoUsd, price) => {
  expect(price).toMatchObject({ costPicoUsd, unpricedLineCount: 0 });
});

test.each<Worked>([
  // 40,000 x 0.10 + 20,000 x 0.125 + 10,000 x 0.20 + 30,000 x 0.01 + 1,000 x 0.50 = 4,000 + 2,500 + 2,000 + 300 + 500
  [
    "Haiku 5.5, prompt of 100,000",
    9_300_000_000n,
    priced("claude-haiku-5-5", counts(40_000, 20_000, 10_000, 30_000, 1000)),
  ],
  // 40,001 x 0.50 + 20,000 x 0.625 + 10,000 x 1 + 30,000 x 0.05 + 1,000 x 2.50 = 20,000.5 + 12,500 + 10,000 + 1,500 + 2,500
  [
    "Haiku 5.5, prompt of 100,001",
    46_500_500_000n,
    priced("claude-haiku-5-5", counts(40_001, 20_000, 10_000, 30_000, 1000)),
  ],
  // 100,000 x 3 + 100,000 x 0.30 + 10 x 15
  [
    "old Sonnet 4.6, prompt of 200,000",
    330_150_000_000n,
    priced("claude-sonnet-4-6", counts(100_000, 0, 0, 100_000, 10), { at: "2026-03-01T00:00:00Z" }),
  ],
  // 100,001 x 6 + 100,000 x 0.60 + 10 x 22.50 = 600,006 + 60,000 + 225
  [
    "old Sonnet 4.6, prompt of 200,001",
    660_231_000_000n,
    priced("claude-sonnet-4-6", counts(100_001, 0, 0, 100_000, 10), { at: "2026-03-01T00:00:00Z" }),
  ],
  // 210,000 x 6 + 1,000 x 7.50 + 1,000 x 12 + 2 x 22.50 = 1,260,000 + 7,500 + 12,000 + 45
  [
    "Sonnet 4.5's long prompt with cache writes",
    1_279_545_000_000n,
    priced("claude-sonnet-4-5", counts(210_000, 1000, 1000, 0, 2), { at: "2026-04-29T00:00:00Z" }),
  ],
  // 250,000 x 10 + 1,000 x 37.50
  [
    "Opus 4.6, long prompt, a second before midnight",
    2_537_500_000_000n,
    priced("claude-opus-4-6", counts(250_000, 0, 0, 0, 1000), { at: "2026-03-12T23:59:59Z" }),
  ],
  // 250,000 x 5 + 1,000 x 25
  [
    "Opus 4.6, long prompt, from midnight",
    1_275_000_000_000n,
    priced("claude-opus-4-6", counts(250_000, 0, 0, 0, 1000), { at: "2026-03-13T00:00:00Z" }),
  ],
  // 1,000,000 x 0.20
  [
    "Sonnet 5.5's cache a second before midnight",
    200_000_000_000n,
    priced("claude-sonnet-5-5", counts(0, 0, 0, 1_000_000, 0), { at: "2026-10-06T23:59:59Z" }),
  ],
  // 1,000,000 x 0.10
  [
    "Sonnet 5.5's cache from midnight",
    100_000_000_000n,
    priced("claude-sonnet-5-5", counts(0, 0, 0, 1_000_000, 0), { at: "2026-10-07T00:00:00Z" }),
  ],
])("worked by hand, bands and price changes: %s", (_title, costPicoUsd, price) => {
  expect(price).toMatchObject({ costPicoUsd, unpricedLineCount: 0 });
});
