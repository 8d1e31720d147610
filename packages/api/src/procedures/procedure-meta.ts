import { z } from "zod";
import { auditModes, type AuditMode } from "../audit/audit-mode.ts";
import { requirements, type Requirement } from "./permissions.ts";

/** What every procedure says about itself; the panel, the CLI and the OpenAPI document are made of it. */
export interface ProcedureMeta {
  readonly permission: Requirement;
  /** One sentence for people. */
  readonly description: string;
  /** How a call is told to the audit log. Missing: changes and sensitive reads before they begin, others not. */
  readonly audit?: AuditMode | undefined;
}

/** One row of a router's permission table. */
export interface ProcedureRule extends ProcedureMeta {
  readonly path: string;
  readonly type: "query" | "mutation";
}

/** A tRPC router, as far as its procedures go. Its own type calls them `any`. */
interface WalkableRouter {
  readonly _def: { readonly procedures: Readonly<Record<string, unknown>> };
}

const Definition = z.object({
  type: z.enum(["query", "mutation"]),
  meta: z.object({
    permission: z.enum(requirements),
    description: z.string().min(1),
    audit: z.enum(auditModes).optional(),
  }),
});

const definitionOf = (procedure: unknown): unknown => {
  if (typeof procedure !== "function" || !("_def" in procedure)) {
    return undefined;
  }
  const { _def: definition } = procedure;
  return definition;
};

/**
 * Every procedure of a router with what it asks of its caller, ordered by path. Routers call it when they are made:
 * a procedure without a permission or a description stops the process before it can serve.
 *
 * @throws Error naming the procedure.
 */
export const procedureRules = (router: WalkableRouter): readonly ProcedureRule[] => {
  const { _def: definition } = router;
  return Object.entries(definition.procedures)
    .map(([path, procedure]) => {
      const parsed = Definition.safeParse(definitionOf(procedure));
      if (!parsed.success) {
        throw new Error(`The procedure ${path} states no permission, or no description.`);
      }
      const { type, meta } = parsed.data;
      const { permission, description, audit } = meta;
      return { path, type, permission, description, audit };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
};
