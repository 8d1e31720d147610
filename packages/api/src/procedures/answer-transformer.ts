import { deserialize, serialize as written } from "superjson";
import { writePlain } from "./write-plain.ts";

/** Names by which a careless copy of an object would change its prototype: superjson refuses a whole answer that holds one. */
const refused: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      refused.has(name) ? `${name}_` : name,
      renamed(item),
    ]),
  );
};

const serialize = (value: unknown) => {
  const plain = writePlain(value);
  if (plain !== null) return plain;
  try {
    return written(value);
  } catch {
    return written(renamed(value));
  }
};

/**
 * superjson, written faster where an answer is plain, and for answers that hold what callers sent. Tags and unknown fields of a usage may have any name; one that superjson refuses (`constructor`)
 * would make every page with that record fail, for everybody. It is told with `_` behind it.
 */
export const answerTransformer = { serialize, deserialize };
