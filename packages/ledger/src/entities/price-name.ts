import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A name of a priced model: its plain id, or an alias of it. Written by `add-price-version.sql`. */
export const PriceName = defineEntity({
  name: "PriceName",
  tableName: "price_name",
  readonly: true,
  properties: {
    name: p.text().primary(),
    model: p.text(),
    addedVersion: p.integer(),
  },
});
export type PriceName = InferEntity<typeof PriceName>;
