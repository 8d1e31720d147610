import type { CostDifference, PriceRun, RepriceReport } from "@tokenledger/usage";
import type { PriceBookView, PriceRowView } from "../price/price-view.ts";

/** A plain price, in force for ever. */
export const samplePrice: PriceRowView = {
  id: "p1",
  model: "claude-sonnet-4-5",
  priceClass: "input",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  promptFromTokens: 0,
  promptToTokens: 200_001,
  picoUsd: 3_000_000n,
  confidence: "official",
  sources: ["Anthropic, pricing page"],
  note: null,
  validFrom: null,
  validTo: null,
};

/** Two editions; two models with prices, one without any. */
export const sampleBook: PriceBookView = {
  version: 2,
  models: [
    { id: "claude-sonnet-4-5", aliases: ["claude-sonnet-4-5-20250929"] },
    { id: "claude-haiku-4-5", aliases: [] },
    { id: "claude-unknown-9", aliases: [] },
  ],
  rows: [
    samplePrice,
    { ...samplePrice, id: "p2", priceClass: "output", picoUsd: 15_000_000n },
    {
      ...samplePrice,
      id: "p3",
      promptFromTokens: 200_001,
      promptToTokens: null,
      picoUsd: 6_000_000n,
      validTo: new Date("2026-04-30T00:00:00Z"),
    },
    {
      ...samplePrice,
      id: "p4",
      model: "claude-haiku-4-5",
      picoUsd: 1_000_000n,
      confidence: "uncertain",
      promptToTokens: null,
      validFrom: new Date("2025-10-01T00:00:00Z"),
    },
    { ...samplePrice, id: "p5", model: "*", priceClass: "webSearch", picoUsd: 10_000_000_000n },
  ],
  editions: [
    {
      version: 2,
      createTime: new Date(5),
      actor: "olga",
      reason: "New list",
      addedCount: 1,
      removedCount: 0,
    },
    {
      version: 1,
      createTime: new Date(0),
      actor: "system",
      reason: "Shipped",
      addedCount: 4,
      removedCount: 0,
    },
  ],
};

const difference = (group: string | null): CostDifference => ({
  group,
  lineCount: 12,
  beforePicoUsd: 2_000_000_000_000n,
  afterPicoUsd: 3_500_000_000_000n,
  unpricedRequests: -1,
});

/** What a dry run tells. */
export const sampleReport: RepriceReport = {
  runId: null,
  priceVersion: 2,
  total: difference(null),
  byAccessKey: [difference("1")],
  byUser: [difference("alice"), difference(null)],
  byModel: [difference("claude-sonnet-4-5")],
  byDay: [difference("2026-11-20")],
  skippedLineCount: 0,
};

/** An applied run that was not undone. */
export const sampleRun: PriceRun = {
  id: "7",
  kind: "reprice",
  priceVersion: 2,
  startTime: new Date(0),
  finishTime: new Date(5),
  lineCount: 12,
  differencePicoUsd: 1_500_000_000_000n,
  undoneRunId: null,
  actor: "olga",
  reason: "New list",
};
