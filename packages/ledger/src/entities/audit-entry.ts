import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { AuditOutcome } from "@tokenledger/usage";

/** One entry of the audit log. Written by `append_audit_entry` alone, never changed (decision 0021). */
export const AuditEntry = defineEntity({
  name: "AuditEntry",
  tableName: "audit_entry",
  readonly: true,
  properties: {
    seq: p.bigint("string").primary(),
    time: p.datetime().columnType("timestamptz"),
    actorId: p.bigint("string").nullable(),
    actorLogin: p.text().nullable(),
    actorRole: p.text().nullable(),
    session: p.text().nullable(),
    network: p.text().nullable(),
    action: p.text(),
    outcome: p.text().$type<AuditOutcome>(),
    /** JSON, as it was hashed. */
    parameters: p.text(),
    prevHash: p.text(),
    hash: p.text(),
  },
});
export type AuditEntry = InferEntity<typeof AuditEntry>;
