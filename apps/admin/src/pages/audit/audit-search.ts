import type { AuditOutcome } from "@tokenledger/usage";
import { object, type output } from "zod/mini";
import { choice, sharedFields, textValue } from "../../view/view-search.ts";

/** What may come of a call. */
export const auditOutcomes = [
  "allowed",
  "done",
  "denied",
  "failed",
] as const satisfies readonly AuditOutcome[];

/** The audit log's address. `action` is a procedure, or a router's name and a dot; `before` the entry the page goes on from; `open` the one shown whole. */
export const AuditSearch = object({
  ...sharedFields,
  action: textValue,
  actor: textValue,
  outcome: choice(auditOutcomes),
  before: textValue,
  open: textValue,
});
export type AuditSearch = output<typeof AuditSearch>;
