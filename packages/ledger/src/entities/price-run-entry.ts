import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { PriceRunKind } from "@tokenledger/usage";

/** One applied re-pricing, kept for ever. Written by the run itself, with every page it changes. */
export const PriceRunEntry = defineEntity({
  name: "PriceRunEntry",
  tableName: "price_run",
  readonly: true,
  properties: {
    id: p.bigint("string").primary(),
    kind: p.text().$type<PriceRunKind>(),
    priceVersion: p.integer(),
    actor: p.text(),
    reason: p.text(),
    startTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    finishTime: p.datetime().columnType("timestamptz").nullable(),
    lineCount: p.bigint().defaultRaw("0"),
    differencePicoUsd: p.decimal("string").columnType("numeric(38,0)").defaultRaw("0"),
    /** The run this one undid. */
    undoneRunId: p.bigint("string").nullable(),
  },
});
export type PriceRunEntry = InferEntity<typeof PriceRunEntry>;
