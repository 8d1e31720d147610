import { RECORDS_PER_CALL_MAX, UsageRecord } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouter, adminRules } from "../admin-router.ts";
import { ingestRouter, ingestRules } from "../ingest/ingest-router.ts";
import type { ProcedureRule } from "../procedures/procedure-meta.ts";
import { answers } from "./answers.ts";
import { jsonSchemaOf, type JsonSchema } from "./json-schema.ts";

/** One procedure as anybody who speaks HTTP and JSON calls it. */
export interface Operation extends ProcedureRule {
  readonly router: "ingest" | "admin";
  readonly method: "GET" | "POST";
  /** Below `/api/v1`: `/usage/collect`. */
  readonly url: string;
  /** Of the body, or of the query string where the method is GET; null where nothing is asked. */
  readonly input: JsonSchema | null;
  readonly answer: JsonSchema;
}

/** Mutations of the admin router that programs need; the others manage, and are for the page. */
const OPEN_MUTATIONS = /^exports\./;

/** What collect reads, which judges its records one by one and so states no schema of its own. */
const collectInputs: Readonly<Record<string, z.ZodType>> = {
  "usage.collect": UsageRecord,
  "usage.collectBatch": z.object({
    records: z.array(UsageRecord).min(1).max(RECORDS_PER_CALL_MAX),
  }),
};

const Definition = z.object({
  inputs: z.array(z.instanceof(z.ZodType)).optional(),
  output: z.instanceof(z.ZodType).optional(),
});

const definitionOf = (procedure: unknown): z.output<typeof Definition> => {
  if (typeof procedure !== "function" || !("_def" in procedure)) {
    return {};
  }
  const { _def: definition } = procedure;
  return Definition.parse(definition);
};

/** Whether an input can be written as a query string: an object of known names. A choice between objects cannot. */
const fitsQuery = (input: JsonSchema | null): boolean => input === null || input.type === "object";

const operationOf = (
  router: Operation["router"],
  rule: ProcedureRule,
  procedure: unknown,
): Operation => {
  const { inputs, output } = definitionOf(procedure);
  const inputSchema = collectInputs[rule.path] ?? inputs?.at(-1);
  const answerSchema = output ?? answers[rule.path];
  const input = inputSchema === undefined ? null : jsonSchemaOf(inputSchema, "input");
  return {
    ...rule,
    router,
    url: `/${rule.path.replaceAll(".", "/")}`,
    method: rule.type === "query" && fitsQuery(input) ? "GET" : "POST",
    input,
    answer: answerSchema === undefined ? {} : jsonSchemaOf(answerSchema, "output"),
  };
};

const { _def: ingest } = ingestRouter;
const { _def: admin } = adminRouter;
const ingestProcedures: Readonly<Record<string, unknown>> = ingest.procedures;
const adminProcedures: Readonly<Record<string, unknown>> = admin.procedures;

const isOpen = ({ path, type, permission }: ProcedureRule): boolean =>
  permission !== "anyone" && (type === "query" || OPEN_MUTATIONS.test(path));

/** Everything served under `/api/v1`: the ingest router whole, the admin router's questions, and its exports. */
export const operations: readonly Operation[] = [
  ...ingestRules.map((rule) => operationOf("ingest", rule, ingestProcedures[rule.path])),
  ...adminRules
    .filter(isOpen)
    .map((rule) => operationOf("admin", rule, adminProcedures[rule.path])),
];
