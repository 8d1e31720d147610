import { expect, test } from "vitest";
import type { AnthropicIteration, AnthropicUsage } from "../reading/anthropic-usage.ts";
import { readAnthropicPriceBook } from "./anthropic-price-book.ts";
import type { RecordPrice } from "./price-record.ts";
import { priceCall } from "./testing/price-call.ts";

const priced = priceCall(readAnthropicPriceBook());

const labels = { service_tier: "standard", speed: "standard", inference_geo: "global" };

const plain = (input: number, output: number): AnthropicUsage => ({
  input_tokens: input,
  output_tokens: output,
  ...labels,
});

const written = (
  total: number,
  split: readonly [number, number] | null,
  input = 0,
  output = 0,
): AnthropicUsage => ({
  ...plain(input, output),
  cache_creation_input_tokens: total,
  cache_creation:
    split === null
      ? null
      : { ephemeral_5m_input_tokens: split[0], ephemeral_1h_input_tokens: split[1] },
});

const pass = (
  type: string,
  model: string | null,
  input: number,
  output: number,
): AnthropicIteration => ({ type, model, input_tokens: input, output_tokens: output });

const declined = (declinedOutput: number, models: readonly [string, string]): AnthropicUsage => ({
  ...plain(10_000, 300),
  iterations: [
    pass("message", models[0], 10_000, declinedOutput),
    pass("fallback_message", models[1], 10_000, 300),
  ],
});

const rulesOf = (price: RecordPrice): readonly string[] => [
  ...new Set(price.lines.flatMap((line) => line.rules.map((rule) => rule.id))),
];

/** Title, pico-USD computed by hand (the sum in millionths of a dollar beside it), the rules that apply, the priced call. */
type Worked = readonly [
  title: string,
  costPicoUsd: bigint,
  rules: readonly string[],
  price: RecordPrice,
];

test.each<Worked>([
  // 4,000 x 1.25
  [
    "no split",
    5_000_000_000n,
    ["unsplit-cache-write-as-5m"],
    priced("claude-haiku-4-5", written(4000, null)),
  ],
  // 3,068 x 1.25 + 269 x 1.25 = 3,835 + 336.25
  [
    "stale split",
    4_171_250_000n,
    ["unsplit-cache-write-as-5m"],
    priced("claude-haiku-4-5", written(3337, [3068, 0])),
  ],
  // 600 x 2 + 400 x 1.25
  [
    "split that lacks 400",
    1_700_000_000n,
    ["unsplit-cache-write-as-5m"],
    priced("claude-haiku-4-5", written(1000, [0, 600])),
  ],
  // 612 x 3 + 5 x 15
  [
    "split of a total since corrected to 0",
    1_911_000_000n,
    ["band-of-whole-prompt"],
    priced("claude-sonnet-4-5", written(0, [55_096, 0], 612, 5)),
  ],
  // 10 searches x 10,000 + 404,500 x 2 + 1,000 x 10
  [
    "ten web searches",
    919_000_000_000n,
    [],
    priced("claude-sonnet-5-5", {
      ...plain(404_500, 1000),
      server_tool_use: { web_search_requests: 10, web_fetch_requests: 0 },
    }),
  ],
  // 10 x 4
  [
    "web fetches",
    40_000_000n,
    [],
    priced("claude-opus-5-5", {
      ...plain(10, 0),
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 2 },
    }),
  ],
  // message 162 x 3 + 11 x 15 = 651; compaction 99,195 x 3 + 81 x 15 = 298,800 (ruby_llm's recording)
  [
    "a compaction",
    299_451_000_000n,
    [],
    priced("claude-sonnet-4-6", {
      ...plain(162, 11),
      iterations: [pass("compaction", null, 99_195, 81), pass("message", null, 162, 11)],
    }),
  ],
  // Sonnet 5: 2,411 x 2 + 100 x 10 = 5,822; Opus 4.8: 2,543 x 5 + 18 x 25 = 13,165
  [
    "an advisor of another model",
    18_987_000_000n,
    ["missing-labels-as-standard"],
    priced("claude-sonnet-5", {
      ...plain(2411, 100),
      iterations: [
        pass("message", null, 2411, 100),
        pass("advisor_message", "claude-opus-4-8", 2543, 18),
      ],
    }),
  ],
  // declined Fable 5.1: 10,000 x 10 + 40 x 50 = 102,000; served Opus 5: 10,000 x 5 + 300 x 25 = 57,500
  [
    "a fallback after partial output",
    159_500_000_000n,
    ["missing-labels-as-standard"],
    priced("claude-opus-5", declined(40, ["claude-fable-5-1", "claude-opus-5"])),
  ],
  // served Opus 5 only: 57,500
  [
    "a fallback before any output",
    57_500_000_000n,
    ["refusal-without-output-free"],
    priced("claude-opus-5", declined(0, ["claude-fable-5-1", "claude-opus-5"])),
  ],
  // declined Opus 4.8: 10,000 x 5; served Sonnet 4.6: 10,000 x 3 + 300 x 15
  [
    "the same a second before it became free",
    84_500_000_000n,
    ["missing-labels-as-standard"],
    priced("claude-sonnet-4-6", declined(0, ["claude-opus-4-8", "claude-sonnet-4-6"]), {
      at: "2026-06-01T23:59:59Z",
    }),
  ],
  [
    "a refusal without output",
    0n,
    ["refusal-without-output-free"],
    priced("claude-sonnet-4-6", plain(1000, 0), {
      stopReason: "refusal",
      at: "2026-06-02T00:00:00Z",
    }),
  ],
  // 1,000 x 3
  [
    "a refusal a second before it became free",
    3_000_000_000n,
    [],
    priced("claude-sonnet-4-6", plain(1000, 0), {
      stopReason: "refusal",
      at: "2026-06-01T23:59:59Z",
    }),
  ],
  // 1,000 x 3 + 2 x 15
  [
    "a refusal after output",
    3_030_000_000n,
    [],
    priced("claude-sonnet-4-6", plain(1000, 2), { stopReason: "refusal" }),
  ],
  // 500 x 5 + 1 x 25
  [
    "a stream that was cut",
    2_525_000_000n,
    ["provisional-is-lower-bound"],
    priced("claude-opus-4-5", plain(500, 1), {
      quality: "provisional",
      outcome: "cancelled",
      stopReason: null,
    }),
  ],
  [
    "a failed call",
    0n,
    ["failed-call-free"],
    priced("claude-opus-5", null, { quality: "none", outcome: "error", stopReason: null }),
  ],
  [
    "an answer that never came",
    0n,
    ["unseen-usage-not-priced"],
    priced(null, null, { quality: "none", outcome: "no_response", stopReason: null }),
  ],
  ["nothing counted of a model nobody knows", 0n, [], priced("<synthetic>", plain(0, 0))],
  // 1,000 x 1 + 10 x 5
  [
    "Bedrock's answer without labels",
    1_050_000_000n,
    ["missing-labels-as-standard", "cloud-at-anthropic-list"],
    priced(
      "global.anthropic.claude-haiku-4-5-20251001-v1:0",
      { input_tokens: 1000, output_tokens: 10 },
      { platform: "bedrock" },
    ),
  ],
])("worked by hand, cases: %s", (_title, costPicoUsd, rules, price) => {
  expect(price).toMatchObject({ costPicoUsd, unpricedLineCount: 0 });
  expect(rulesOf(price)).toEqual(rules);
});

test.each([
  ["a model nobody knows", "claude-opus-9", plain(10, 1), "model-unknown"],
  ["a model without a price", "claude-mythos-5-2", plain(10, 1), "no-price"],
  ["no model", null, plain(10, 1), "model-not-named"],
  ["a class without a price", "claude-fable-5-2", written(100, [0, 100]), "no-price"],
  ["priority tier", "claude-opus-5", { ...plain(10, 1), service_tier: "priority" }, "no-price"],
  ["fast Opus 5.5", "claude-opus-5-5", { ...plain(10, 1), speed: "fast" }, "no-price"],
  ["another geography", "claude-opus-5", { ...plain(10, 1), inference_geo: "eu" }, "no-price"],
] as const)("unpriced, never zero and never a part: %s", (_title, model, usage, reason) => {
  const price = priced(model, usage);
  expect(price).toMatchObject({ costPicoUsd: 0n, unpricedLineCount: 1 });
  expect(price.lines[0]).toMatchObject({ costPicoUsd: null });
  expect(price.lines[0]?.missing.map((gap) => gap.reason)).toContain(reason);
});

test("fast mode that has ended is unpriced from its end on", () => {
  const usage = { ...plain(10, 1), speed: "fast" };
  expect(priced("claude-opus-4-8", usage, { at: "2026-11-30T00:00:00Z" }).unpricedLineCount).toBe(
    1,
  );
});

test("a record with one unpriced line costs its other lines, and says that one is missing", () => {
  const price = priced("claude-sonnet-5", {
    ...plain(2411, 100),
    iterations: [
      pass("message", null, 2411, 100),
      pass("advisor_message", "claude-nobody", 2543, 18),
    ],
  });
  expect(price).toMatchObject({ costPicoUsd: 5_822_000_000n, unpricedLineCount: 1 });
});

test("an uncertain price marks the component it made", () => {
  const [line] = priced("claude-fable-5-2", plain(1, 1), { at: "2026-11-20T00:00:00Z" }).lines;
  expect(line?.components.map((part) => part.row?.confidence)).toEqual(["confirmed", "confirmed"]);
  const [inBatch] = priced("claude-fable-5-2", { ...plain(1, 1), service_tier: "batch" }).lines;
  expect(inBatch?.components.map((part) => part.row?.confidence)).toEqual([
    "uncertain",
    "uncertain",
  ]);
});
