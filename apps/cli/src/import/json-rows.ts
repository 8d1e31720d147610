import { readFileSync, statSync } from "node:fs";
import type { SourcePlace } from "./import-source.ts";
import { textLines } from "./text-lines.ts";

/** JSON of an object whose keys nobody has checked. */
export type UncheckedRow = Readonly<Record<string, unknown>>;

/** One row of a source: an object, or why it is none. `text` is the row as it stands, for the rejects file. */
export type SourceRow = SourcePlace & { readonly text: string } & (
    | { readonly row: UncheckedRow }
    | { readonly fault: string }
  );

/** Largest file that is one JSON array. A larger one can be turned into lines, which are read one at a time. */
const ARRAY_BYTES_MAX = 64 * 1024 * 1024;

const isRow = (value: unknown): value is UncheckedRow =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as an object; null where it is something else. */
export const asRow = (value: unknown): UncheckedRow | null => (isRow(value) ? value : null);

const parse = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

/** A text as a JSON object; null where it is none. */
export const parseRow = (text: string): UncheckedRow | null => asRow(parse(text));

/** The objects of a JSONL file. */
export async function* jsonLines(file: string): AsyncGenerator<SourceRow> {
  for await (const { line, text } of textLines(file)) {
    if (text === null) {
      yield { file, line, text: "", fault: "the line is longer than 32 MiB" };
    } else {
      const row = parseRow(text);
      yield row === null
        ? { file, line, text, fault: "not a JSON object" }
        : { file, line, text, row };
    }
  }
}

function* arrayRows(file: string): Generator<SourceRow> {
  const isLarge = statSync(file).size > ARRAY_BYTES_MAX;
  const values = isLarge ? undefined : parse(readFileSync(file, "utf8"));
  if (!Array.isArray(values)) {
    const fault = isLarge
      ? "a JSON array larger than 64 MiB: write one object a line (jq -c '.[]')"
      : "not a JSON array";
    yield { file, line: 1, text: "", fault };
    return;
  }
  for (const [index, value] of values.entries()) {
    const place = { file, line: index + 1, text: JSON.stringify(value) };
    const row = asRow(value);
    yield row === null ? { ...place, fault: "not a JSON object" } : { ...place, row };
  }
}

/** The objects of a file: one a line, or the elements of one array (then counted as lines). */
export async function* jsonRows(file: string): AsyncGenerator<SourceRow> {
  for await (const { text } of textLines(file)) {
    if (text?.trimStart().startsWith("[") === true) {
      yield* arrayRows(file);
      return;
    }
    break;
  }
  yield* jsonLines(file);
}
