import { expect, test } from "vitest";
import { samplePrice } from "../../testing/sample-prices.ts";
import { whatIf } from "./what-if.ts";

const row = {
  id: "1",
  model: "claude-sonnet-4-5",
  priceClass: "input",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  promptFromTokens: 0,
  promptToTokens: null,
  picoUsd: 3n,
  validFromMs: null,
  validToMs: null,
  confidence: "official",
  sources: [],
  note: null,
} as const;
const component = { priceClass: "input", quantity: 100n, waivedBy: null, row } as const;
const price = { ...samplePrice, model: "other", picoUsd: 5n };
const nowMs = Date.parse("2026-11-27T00:00:00Z");

test("the same tokens at the other model's price, on the same terms", () => {
  const batch = { ...component, row: { ...row, serviceTier: "batch" } } as const;
  const prices = [price, { ...price, serviceTier: "batch" as const, picoUsd: 2n }];
  expect(whatIf([component, batch], prices, nowMs)).toEqual({
    costPicoUsd: 700n,
    unpricedCount: 0,
  });
});

test("what has no price there is counted, not guessed; what is over is no price", () => {
  const old = { ...price, validTo: new Date(0) };
  expect(whatIf([component], [old], nowMs)).toEqual({ costPicoUsd: 0n, unpricedCount: 1 });
});

test("tools keep their price, waived counts stay free, and a band the other model does not tell apart is its only one", () => {
  const tool = { ...component, priceClass: "webSearch", row: { ...row, model: "*" } } as const;
  const waived = { ...component, row: null, waivedBy: "refusal" };
  const long = { ...component, row: { ...row, promptFromTokens: 200_001 } };
  expect(whatIf([tool], [], nowMs).costPicoUsd).toBe(300n);
  expect(whatIf([waived], [price], nowMs).costPicoUsd).toBe(0n);
  expect(whatIf([long], [price], nowMs).costPicoUsd).toBe(500n);
});
