import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { CellClass, GapKind, ReportBucket } from "@tokenledger/usage/reconcile";

/** A classed difference between Anthropic's figures and ours. Written by `save-gaps.sql`. */
export const ReconcileGapEntry = defineEntity({
  name: "ReconcileGapEntry",
  tableName: "reconcile_gap",
  readonly: true,
  properties: {
    id: p.bigint("string").primary(),
    bucket: p.text().$type<ReportBucket>(),
    periodStart: p.datetime().columnType("timestamptz"),
    groupId: p.text(),
    model: p.text(),
    cellClass: p.text().$type<CellClass>(),
    kind: p.text().$type<GapKind>(),
    quantity: p.decimal("string").columnType("numeric(38,0)"),
    picoUsd: p.decimal("string").columnType("numeric(38,0)"),
    detail: p.text().nullable(),
    runId: p.bigint("string"),
  },
});
export type ReconcileGapEntry = InferEntity<typeof ReconcileGapEntry>;
