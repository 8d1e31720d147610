import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One edition of the price book: who changed it, when and why. Written by `add-price-edition.sql`. */
export const PriceEdition = defineEntity({
  name: "PriceEdition",
  tableName: "price_version",
  readonly: true,
  properties: {
    version: p.integer().primary(),
    actor: p.text(),
    reason: p.text(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    /** Since when no line is unpriced that this edition has a price for. */
    unpricedPassTime: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type PriceEdition = InferEntity<typeof PriceEdition>;
