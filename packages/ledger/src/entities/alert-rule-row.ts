import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Json } from "@tokenledger/usage";
import type { AlertFilter, AlertRule } from "@tokenledger/usage/alerts";

/** A rule. What is removed keeps its row for the history. */
export const AlertRuleRow = defineEntity({
  name: "AlertRuleRow",
  tableName: "alert_rule",
  properties: {
    id: p.bigint("string").primary(),
    name: p.text(),
    /** Whole numbers are text. */
    condition: p.json<Json>().columnType("jsonb"),
    filter: p.json<AlertFilter>().columnType("jsonb"),
    groupBy: p.text().$type<AlertRule["groupBy"]>(),
    channelIds: p.array().columnType("bigint[]"),
    isEnabled: p.boolean(),
    muteUntil: p.datetime().columnType("timestamptz").nullable(),
    createdBy: p.text(),
    createTime: p.datetime().columnType("timestamptz"),
    updateTime: p.datetime().columnType("timestamptz"),
    evaluateTime: p.datetime().columnType("timestamptz").nullable(),
    fault: p.text().nullable(),
    removeTime: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type AlertRuleRow = InferEntity<typeof AlertRuleRow>;
