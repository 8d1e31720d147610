import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** Where the audit log ends: one row, always. */
export const AuditHead = defineEntity({
  name: "AuditHead",
  tableName: "audit_head",
  readonly: true,
  properties: {
    id: p.boolean().primary().default(true),
    seq: p.bigint("string"),
    hash: p.text(),
  },
});
export type AuditHead = InferEntity<typeof AuditHead>;
