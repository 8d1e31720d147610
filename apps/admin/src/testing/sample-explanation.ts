import type { FigureExplanation, RecordExplanation } from "@tokenledger/usage";
import { sampleTimeMs } from "./sample-record.ts";

/** Why a record costs what it costs: a price, a waiver, a doubtful price of a tool, and a count without a price. */
export const sampleExplanation: RecordExplanation = {
  accessKeyId: "1",
  eventId: "01a208ea-5d00-7000-8000-000000000000",
  occurTimeMs: sampleTimeMs,
  costPicoUsd: 300_000_000n,
  unpricedLineCount: 0,
  lines: [
    {
      lineNumber: 0,
      recordedModel: "claude-sonnet-4-5",
      model: "claude-sonnet-4-5",
      costPicoUsd: 300_000_000n,
      storedPicoUsd: 300_000_000n,
      priceVersion: 4,
      components: [
        {
          count: "inputTokens",
          priceClass: "input",
          quantity: 100n,
          row: {
            id: "p1",
            model: "claude-sonnet-4-5",
            priceClass: "input",
            serviceTier: "standard",
            speed: "standard",
            inferenceGeo: "global",
            promptFromTokens: 0,
            promptToTokens: null,
            picoUsd: 3_000_000n,
            validFromMs: null,
            validToMs: null,
            confidence: "uncertain",
            sources: ["a page"],
            note: null,
          },
          waivedBy: null,
          costPicoUsd: 300_000_000n,
        },
        {
          count: "outputTokens",
          priceClass: "output",
          quantity: 0n,
          row: null,
          waivedBy: "refusal-without-output-free",
          costPicoUsd: 0n,
        },
      ],
      missing: [
        { count: "webSearchRequests", priceClass: "webSearch", quantity: 1n, reason: "no-price" },
      ],
      rules: [
        {
          id: "provisional-is-lower-bound",
          validFromMs: null,
          statement: "The stream was cut: the cost is a lower bound.",
          source: "none",
        },
      ],
    },
  ],
};

const [line] = sampleExplanation.lines;

/** The same as a sum of two models, with something unpriced, and a cent that no price accounts for. */
export const sampleFigure: FigureExplanation = {
  costPicoUsd: 1_290_000_000_000n,
  components: (line?.components ?? []).map((component) =>
    Object.assign({}, component, {
      model: "claude-sonnet-4-5",
      quantity: 430_000_000n,
      costPicoUsd: 1_280_000_000_000n,
    }),
  ),
  missing: [
    {
      model: null,
      count: "webSearchRequests",
      priceClass: "webSearch",
      quantity: 3n,
      reason: "model-not-named",
    },
  ],
  unpricedLineCount: 3,
  rules: line?.rules ?? [],
  priceVersions: [2, 4],
  unexplainedPicoUsd: 10_000_000_000n,
};
