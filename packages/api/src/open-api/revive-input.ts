import { InvalidInputError } from "@tokenledger/usage";
import type { JsonSchema } from "./json-schema.ts";
import { queryShapeOf } from "./query-shape.ts";

const NUMBER = /^-?\d+(\.\d+)?$/;

const isSchema = (schema: unknown): schema is JsonSchema =>
  typeof schema === "object" && schema !== null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const reviveText = (schema: JsonSchema, text: string, isQuery: boolean): unknown => {
  if (schema.format === "date-time") {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? text : time;
  }
  if (!isQuery) {
    return text;
  }
  if ((schema.type === "integer" || schema.type === "number") && NUMBER.test(text)) {
    return Number(text);
  }
  return schema.type === "boolean" && (text === "true" || text === "false")
    ? text === "true"
    : text;
};

const revive = (schema: JsonSchema, value: unknown, isQuery: boolean): unknown => {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const revived = options.reduce<unknown>(
    (inner, option) => (isSchema(option) ? revive(option, inner, isQuery) : inner),
    value,
  );
  if (typeof revived === "string") {
    return reviveText(schema, revived, isQuery);
  }
  if (Array.isArray(revived)) {
    const { items } = schema;
    return isSchema(items) && !Array.isArray(items)
      ? revived.map((item) => revive(items, item, isQuery))
      : revived;
  }
  if (!isRecord(revived)) {
    return revived;
  }
  return Object.fromEntries(
    Object.entries(revived).map(([name, inner]) => {
      const property = schema.properties?.[name];
      return [name, isSchema(property) ? revive(property, inner, isQuery) : inner];
    }),
  );
};

/** Turns ISO 8601 text into times where the schema says so. Everything else stays; the procedure judges it. */
export const reviveBody = (schema: JsonSchema, body: unknown): unknown =>
  revive(schema, body, false);

/** JSON, or plain text where it is none: `compare=previous` is understood too. */
const readJsonText = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return text;
  }
};

/**
 * Reads a query string by its schema: numbers, booleans, times; a list is its name repeated.
 *
 * @throws InvalidInputError INVALID_INPUT for a name nobody knows or a value given twice: a misspelt filter that is ignored answers another question.
 */
export const readQuery = (schema: JsonSchema, query: URLSearchParams): unknown => {
  const found: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const property = Object.hasOwn(schema.properties ?? {}, name)
      ? schema.properties?.[name]
      : null;
    const values = query.getAll(name);
    if (!isSchema(property)) {
      throw new InvalidInputError("INVALID_INPUT", "There is a parameter that is not known here.");
    }
    const shape = queryShapeOf(property);
    if (shape !== "list" && values.length > 1) {
      throw new InvalidInputError("INVALID_INPUT", `${name}: is given more than once`);
    }
    const [value] = values;
    found[name] = { list: values, text: value, json: readJsonText(value) }[shape];
  }
  return revive(schema, found, true);
};
