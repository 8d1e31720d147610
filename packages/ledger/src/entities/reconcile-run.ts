import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { ReportBucket } from "@tokenledger/usage/reconcile";

/** One comparison with Anthropic's reports. Written by `save-run.sql`. */
export const ReconcileRunEntry = defineEntity({
  name: "ReconcileRunEntry",
  tableName: "reconcile_run",
  readonly: true,
  properties: {
    id: p.bigint("string").primary(),
    bucket: p.text().$type<ReportBucket>(),
    rangeStart: p.datetime().columnType("timestamptz"),
    rangeEnd: p.datetime().columnType("timestamptz"),
    startTime: p.datetime().columnType("timestamptz"),
    finishTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    actor: p.text(),
    refreshedUntil: p.datetime().columnType("timestamptz").nullable(),
    gapCount: p.integer(),
  },
});
export type ReconcileRunEntry = InferEntity<typeof ReconcileRunEntry>;
