import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A line that a run changed, before and after: what an undo puts back. Written by `write-line-costs.sql`. */
export const PriceRunLine = defineEntity({
  name: "PriceRunLine",
  tableName: "price_run_line",
  readonly: true,
  properties: {
    runId: p.bigint("string").primary(),
    eventId: p.uuid().primary(),
    accessKeyId: p.bigint("string").primary(),
    line: p.smallint().primary(),
    oldCostPicoUsd: p.bigint().nullable(),
    oldPriceVersion: p.integer().nullable(),
    newCostPicoUsd: p.bigint().nullable(),
    newPriceVersion: p.integer().nullable(),
  },
});
export type PriceRunLine = InferEntity<typeof PriceRunLine>;
