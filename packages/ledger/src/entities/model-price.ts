import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Confidence, PriceClass } from "@tokenledger/usage";

/** One price of the book. Never changed: a correction removes the row and adds another. Written by `add-price-version.sql` alone. */
export const ModelPrice = defineEntity({
  name: "ModelPrice",
  tableName: "model_price",
  readonly: true,
  properties: {
    id: p.text().primary(),
    model: p.text(),
    priceClass: p.text().$type<PriceClass>(),
    serviceTier: p.text(),
    speed: p.text(),
    inferenceGeo: p.text(),
    promptFromTokens: p.integer(),
    promptToTokens: p.integer().nullable(),
    /** Per token, or per request of a server tool. */
    picoUsd: p.bigint(),
    /** Half-open; null is open. */
    validFrom: p.datetime().columnType("timestamptz").nullable(),
    validTo: p.datetime().columnType("timestamptz").nullable(),
    confidence: p.text().$type<Confidence>(),
    sources: p.array().columnType("text[]"),
    note: p.text().nullable(),
    /** First edition of the book with this row. */
    addedVersion: p.integer(),
    /** First edition without it. */
    removedVersion: p.integer().nullable(),
  },
});
export type ModelPrice = InferEntity<typeof ModelPrice>;
