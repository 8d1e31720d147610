import { z } from "zod";
import { adminRouter, adminRules } from "../admin-router.ts";
import type { ProcedureRule } from "../procedures/procedure-meta.ts";
import type { JsonSchema } from "./json-schema.ts";

/** One procedure as the panel shows it. */
export interface PanelProcedure extends Pick<
  ProcedureRule,
  "path" | "type" | "permission" | "description"
> {
  /**
   * JSON Schema of what it is asked with; times are text of the format `date-time`, bigints of the format `bigint`. Null: nothing is asked.
   */
  readonly input: JsonSchema | null;
}

const Definition = z.object({ inputs: z.array(z.instanceof(z.ZodType)).default([]) });

const schemaOf = (input: z.ZodType): JsonSchema =>
  z.toJSONSchema(input, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { _zod: internals } = zodSchema;
      const { type } = internals.def;
      if (type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      if (type === "bigint") Object.assign(jsonSchema, { type: "string", format: "bigint" });
    },
  });

const inputOf = (procedure: unknown): JsonSchema | null => {
  if (typeof procedure !== "function" || !("_def" in procedure)) return null;
  const { _def: definition } = procedure;
  const input = Definition.parse(definition).inputs.at(-1);
  return input === undefined ? null : schemaOf(input);
};

const { _def: definition } = adminRouter;
const procedures: Readonly<Record<string, unknown>> = definition.procedures;

/** Every procedure of the admin router, ordered by path, with the schema of its input. */
export const panelProcedures = (): readonly PanelProcedure[] =>
  adminRules.map(({ path, type, permission, description }) => ({
    path,
    type,
    permission,
    description,
    input: inputOf(procedures[path]),
  }));
