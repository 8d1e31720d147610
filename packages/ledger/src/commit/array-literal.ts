const SPECIAL = /["\\]/;

const element = (value: string | number | null): string => {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  // Quoted always: an unquoted word NULL would be null, and spaces and commas would part it.
  return `"${SPECIAL.test(value) ? value.replaceAll(/["\\]/g, String.raw`\$&`) : value}"`;
};

/**
 * PostgreSQL's text form of a one-dimensional array, for a parameter cast to its type.
 * `pg` would make it too, with two replacements an element: a third of the client's work at 74,000 elements a batch.
 *
 * https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO
 */
export const arrayLiteral = (values: readonly (string | number | null)[]): string =>
  `{${values.map(element).join(",")}}`;
