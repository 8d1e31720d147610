import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import type { SourceRow } from "./json-rows.ts";

const Parsed = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.number() }),
});

const FIELD_CHARACTERS_MAX = 1024 * 1024;

const named = (header: readonly string[], fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ""]));

/**
 * The rows of a CSV file (RFC 4180, with or without a byte order mark), by the names in its first row. Lines are those on which rows end.
 * A quote that never closes ends the file: nothing after it can be told apart.
 */
export async function* csvRows(file: string): AsyncGenerator<SourceRow> {
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: FIELD_CHARACTERS_MAX,
    }),
  );
  let header: readonly string[] | null = null;
  let lastLine = 0;
  try {
    for await (const chunk of parser) {
      const { record: fields, info } = Parsed.parse(chunk);
      lastLine = info.lines;
      if (header === null) {
        header = fields;
      } else {
        const place = { file, line: info.lines, text: JSON.stringify(named(header, fields)) };
        yield fields.length === header.length
          ? { ...place, row: named(header, fields) }
          : {
              ...place,
              fault: `has ${fields.length} fields where the header has ${header.length}`,
            };
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { file, line: lastLine + 1, text: "", fault: `not CSV from here on: ${error.message}` };
  }
}
