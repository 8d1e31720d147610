import type { JsonSchema } from "./json-schema.ts";

const isObject = (schema: unknown): schema is JsonSchema =>
  typeof schema === "object" && schema !== null;

const isScalar = (schema: unknown): boolean => {
  if (!isObject(schema)) return false;
  const { type, anyOf } = schema;
  return anyOf === undefined ? type !== "object" && type !== "array" : anyOf.every(isScalar);
};

/** How a value stands in a query string: as text, as its name repeated, or, where neither says it, as JSON. */
export const queryShapeOf = (schema: unknown): "text" | "list" | "json" => {
  if (isScalar(schema)) return "text";
  const isList = isObject(schema) && schema.type === "array" && isScalar(schema.items);
  return isList ? "list" : "json";
};
