import type { SuperJSONResult } from "superjson";

type Json = SuperJSONResult["json"];
/** What a value was before it became JSON, in superjson's words. */
type Annotation = ["bigint"] | ["Date"] | ["undefined"];

const OTHER = Symbol("neither plain nor JSON");
/** Nothing we answer with is so deep; what holds itself is. */
const DEPTH_MAX = 32;
/** Names that superjson refuses. */
const REFUSED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const escaped = (name: string): string =>
  name.includes("\\") || name.includes(".")
    ? name.replaceAll("\\", "\\\\").replaceAll(".", "\\.")
    : name;

class PlainWriter {
  readonly values: Record<string, Annotation> = {};

  /** @param path of the value, escaped; of the whole answer it is empty. */
  write(value: unknown, path: string, depth: number): Json | typeof OTHER {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") {
      return Number.isFinite(value) && !Object.is(value, -0) ? value : OTHER;
    }
    if (typeof value === "bigint") return this.#annotated(path, ["bigint"], value.toString());
    if (value === undefined) return this.#annotated(path, ["undefined"], null);
    return typeof value === "object" ? this.#object(value, path, depth) : OTHER;
  }

  #annotated(path: string, annotation: Annotation, json: Json): Json {
    this.values[path] = annotation;
    return json;
  }

  #object(value: object, path: string, depth: number): Json | typeof OTHER {
    if (depth > DEPTH_MAX) return OTHER;
    const start = depth === 0 ? "" : `${path}.`;
    if (Array.isArray(value)) return this.#items(value, start, depth);
    if (value instanceof Date) {
      const isValid = !Number.isNaN(value.getTime());
      return isValid ? this.#annotated(path, ["Date"], value.toISOString()) : OTHER;
    }
    return isPlain(value) ? this.#members(value, start, depth) : OTHER;
  }

  #items(items: readonly unknown[], start: string, depth: number): Json | typeof OTHER {
    const written: Json[] = [];
    for (let index = 0; index < items.length; index += 1) {
      const item = this.write(items[index], `${start}${index}`, depth + 1);
      if (item === OTHER) return OTHER;
      written.push(item);
    }
    return written;
  }

  #members(members: object, start: string, depth: number): Json | typeof OTHER {
    const written: Record<string, Json> = {};
    for (const [name, value] of Object.entries(members)) {
      if (REFUSED.has(name)) return OTHER;
      const member = this.write(value, `${start}${escaped(name)}`, depth + 1);
      if (member === OTHER) return OTHER;
      written[name] = member;
    }
    return written;
  }
}

/**
 * Writes an object or array of plain values, dates and bigints as superjson does, in a tenth of the time: that one copies the path of every value, and tells
 * where equal bigints stand, which nobody needs. Null for anything else.
 */
export const writePlain = (value: unknown): SuperJSONResult | null => {
  if (typeof value !== "object" || value === null || value instanceof Date) return null;
  const writer = new PlainWriter();
  const json = writer.write(value, "", 0);
  if (json === OTHER) return null;
  const { values } = writer;
  return Object.keys(values).length === 0 ? { json } : { json, meta: { values, v: 1 } };
};
