import type { Permission } from "../procedures/permissions.ts";
import type { ProcedureMeta } from "../procedures/procedure-meta.ts";

/**
 * How a call is told to the audit log. `within`: in the transaction of what it changes; for changes that only write the ledger.
 * `before`: committed before it begins; for sensitive reads, and for work of many transactions. `none`: not at all.
 */
export const auditModes = ["within", "before", "none"] as const;
export type AuditMode = (typeof auditModes)[number];

/** Reading with one of these shows single calls of people. */
const SENSITIVE: ReadonlySet<string> = new Set<Permission>(["usage.read.detail"]);

/** What `meta.audit` says; by itself, every change and every sensitive read is told before it begins. */
export const auditModeOf = (
  type: "query" | "mutation" | "subscription",
  meta: ProcedureMeta,
): AuditMode =>
  meta.audit ?? (type === "mutation" || SENSITIVE.has(meta.permission) ? "before" : "none");
