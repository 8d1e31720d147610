import {
  priceRecord,
  type CollectedRecord,
  type PriceBook,
  type PriceRow,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";

/** A call of one model at an instant (ISO time), by key 1 and user anna unless told otherwise. */
export const callAt = (
  at: string,
  model: string,
  overrides: Partial<CollectedRecord> = {},
): CollectedRecord => {
  const occurTimeMs = Date.parse(at);
  return makeCollectedRecord({
    user: "anna",
    lines: [makeLine({ model })],
    ...overrides,
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
  });
};

/** A price of input tokens, by default in force for ever on a model nobody sells; `change` wins. */
export const priceOf = (change: Partial<PriceRow> = {}): PriceRow => ({
  id: "",
  model: "claude-new",
  priceClass: "input",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  promptFromTokens: 0,
  promptToTokens: null,
  picoUsd: 1_000_000n,
  validFromMs: null,
  validToMs: null,
  confidence: "official",
  sources: ["a test"],
  note: null,
  ...change,
});

/** All five token prices at one figure. */
export const flatPrices = (change: Partial<PriceRow> = {}): readonly PriceRow[] =>
  (["input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead"] as const).map((priceClass) =>
    priceOf({ ...change, priceClass }),
  );

/** What records cost altogether, by the plainest code there is. */
export const costOf = (records: readonly CollectedRecord[], book: PriceBook): bigint =>
  records.reduce((sum, record) => sum + priceRecord(record, book).costPicoUsd, 0n);

/** Who a test says it is. */
export const author = { actor: "erin", reason: "a test" } as const;
