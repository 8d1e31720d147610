import { z } from "zod";

/** A JSON Schema 2020-12, which is what OpenAPI 3.1 describes bodies with. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

const DECIMAL = "^-?\\d+$";

/** Recursive parts become anything: a reference into `$defs` would point into the whole document once it stands there. */
const withoutReferences = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => name !== "$ref")
      .map(([name, inner]) => [name, withoutInner(inner)]),
  );

const withoutInner = (inner: unknown): unknown => {
  if (Array.isArray(inner)) {
    return inner.map(withoutInner);
  }
  return typeof inner === "object" && inner !== null ? withoutReferences({ ...inner }) : inner;
};

/**
 * Describes values as they travel in plain JSON: times as ISO 8601 text, bigints as decimal text (sums outgrow what a JSON number
 * holds in most languages: 2^53).
 */
export const jsonSchemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const {
    $schema: _dialect,
    $defs: _recursive,
    ...described
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { _zod: internals } = zodSchema;
      const { type } = internals.def;
      // An answer may gain fields.
      if (io === "output" && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
      if (type === "date") {
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
      }
      if (type === "bigint") {
        Object.assign(jsonSchema, { type: "string", pattern: DECIMAL });
      }
    },
  });
  return withoutReferences(described);
};

/** A value as plain JSON, by the same rules. */
export const toPlainJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
