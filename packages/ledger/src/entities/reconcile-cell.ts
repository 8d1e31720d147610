import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { CellClass, ReportBucket } from "@tokenledger/usage/reconcile";

/** The newest comparison of one period, group of keys, model and class. Empty text for no model. Written by `save-cells.sql`. */
export const ReconcileCellEntry = defineEntity({
  name: "ReconcileCellEntry",
  tableName: "reconcile_cell",
  readonly: true,
  properties: {
    bucket: p.text().$type<ReportBucket>().primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    groupId: p.text().primary(),
    model: p.text().primary(),
    cellClass: p.text().$type<CellClass>().primary(),
    reported: p.decimal("string").columnType("numeric(38,0)"),
    captured: p.decimal("string").columnType("numeric(38,0)"),
    matched: p.decimal("string").columnType("numeric(38,0)"),
    isComplete: p.boolean(),
    runId: p.bigint("string"),
  },
});
export type ReconcileCellEntry = InferEntity<typeof ReconcileCellEntry>;
