import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** What fired. Written by the evaluation of its rule. */
export const AlertEventRow = defineEntity({
  name: "AlertEventRow",
  tableName: "alert_event",
  readonly: true,
  properties: {
    id: p.bigint("string").primary(),
    ruleId: p.bigint("string"),
    /** As it was called when it fired. */
    ruleName: p.text(),
    ruleKind: p.text(),
    dimension: p.text(),
    dimensionName: p.text(),
    periodStart: p.datetime().columnType("timestamptz"),
    periodEnd: p.datetime().columnType("timestamptz").nullable(),
    threshold: p.decimal("string").columnType("numeric(38,0)"),
    value: p.decimal("string").columnType("numeric(38,0)"),
    unit: p.text(),
    title: p.text(),
    summary: p.text(),
    advice: p.text(),
    fireTime: p.datetime().columnType("timestamptz"),
    resolveTime: p.datetime().columnType("timestamptz").nullable(),
    isMuted: p.boolean(),
  },
});
export type AlertEventRow = InferEntity<typeof AlertEventRow>;
