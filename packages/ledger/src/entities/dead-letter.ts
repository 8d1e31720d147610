import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { DeadLetterReason, DeadLetterResolution, Json } from "@tokenledger/usage";

/** A record put aside at commit, with its reason. The same record put aside twice for the same reason is one row. */
export const DeadLetter = defineEntity({
  name: "DeadLetter",
  tableName: "usage_dead_letter",
  properties: {
    id: p.bigint("string").primary(),
    accessKeyId: p.text(),
    eventId: p.text(),
    payloadHash: p.text(),
    reason: p.text().$type<DeadLetterReason>(),
    /** For people: which content is stored, or what PostgreSQL said. */
    detail: p.text(),
    /** The record as collect handed it on. */
    record: p.json<Json>().columnType("json"),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    resolveTime: p.datetime().columnType("timestamptz").nullable(),
    resolution: p.text().$type<DeadLetterResolution>().nullable(),
  },
});
export type DeadLetter = InferEntity<typeof DeadLetter>;
