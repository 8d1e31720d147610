import { UsageRecord } from "@tokenledger/usage";
import type { ReadSource, RecordDraft, SourceItem } from "./import-source.ts";
import { csvRows } from "./csv-rows.ts";
import { jsonLines, parseRow, type SourceRow, type UncheckedRow } from "./json-rows.ts";

const recordFields = new Set(Object.keys(UsageRecord.shape));
const jsonFields = new Set(["tags", "usage"]);
const numberFields = new Set(["status", "attempt", "durationMs"]);

/** Columns that say a record's usage where it is not there as Anthropic's object: those of its one line. */
const countColumns = [
  ["inputTokens", "input_tokens"],
  ["cacheReadTokens", "cache_read_input_tokens"],
  ["outputTokens", "output_tokens"],
] as const;
const labelColumns = [
  ["serviceTier", "service_tier"],
  ["speed", "speed"],
  ["inferenceGeo", "inference_geo"],
] as const;

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const count = (row: UncheckedRow, column: string): number =>
  isFilled(row[column]) ? Number(row[column]) : 0;

const cacheCreationOf = (row: UncheckedRow): object => {
  const [short, long] = [count(row, "cacheWrite5mTokens"), count(row, "cacheWrite1hTokens")];
  const total = short + long + count(row, "cacheWriteUnsplitTokens");
  if (total === 0) return {};
  const split = { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long };
  return {
    cache_creation_input_tokens: total,
    ...(short + long > 0 ? { cache_creation: split } : {}),
  };
};

const toolsOf = (row: UncheckedRow): object => {
  const tools = {
    web_search_requests: count(row, "webSearchRequests"),
    web_fetch_requests: count(row, "webFetchRequests"),
  };
  return Object.values(tools).some((requests) => requests > 0) ? { server_tool_use: tools } : {};
};

/** Anthropic's usage from columns of counts; undefined where the row has none of them. */
const usageOfColumns = (row: UncheckedRow): object | undefined =>
  countColumns.some(([column]) => isFilled(row[column]))
    ? {
        ...Object.fromEntries(countColumns.map(([column, key]) => [key, count(row, column)])),
        ...cacheCreationOf(row),
        ...toolsOf(row),
        ...Object.fromEntries(
          labelColumns.flatMap(([column, key]) =>
            isFilled(row[column]) ? [[key, row[column]]] : [],
          ),
        ),
      }
    : undefined;

/** Spreadsheets run what starts like a formula: exports put an apostrophe before it, and it is taken off again. */
const withoutGuard = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, "");

const fieldOfText = (name: string, text: string): unknown => {
  if (jsonFields.has(name)) return parseRow(withoutGuard(text)) ?? text;
  return numberFields.has(name) ? Number(text) : withoutGuard(text);
};

const recordOf = (
  row: UncheckedRow,
  field: (name: string, value: unknown) => unknown,
): RecordDraft => {
  const fields = Object.entries(row).filter(
    ([name, value]) => recordFields.has(name) && isFilled(value),
  );
  const record = Object.fromEntries(fields.map(([name, value]) => [name, field(name, value)]));
  return "usage" in record ? record : { ...record, usage: usageOfColumns(row) };
};

async function* itemsOf(
  rows: AsyncIterable<SourceRow>,
  field: (name: string, value: unknown) => unknown,
): AsyncGenerator<SourceItem> {
  for await (const source of rows) {
    const { file, line, text } = source;
    if ("fault" in source) {
      yield { file, line, text, kind: "bad", reason: source.fault };
    } else {
      // Checked with all others, by the wire's own schema.
      const record = recordOf(source.row, field);
      yield { file, line, text, kind: "record", record };
    }
  }
}

/** Records of ours as JSON, one a line: what the wire carries, and what exports write. Fields that are not the record's are left out. */
export const readJsonRecords: ReadSource = async function* readJsonRecords(files) {
  for (const file of files) {
    yield* itemsOf(jsonLines(file), (_name, value) => value);
  }
};

/** Records of ours as CSV: a column a field of the record, `tags` and `usage` as JSON. An empty field is a missing one. */
export const readCsvRecords: ReadSource = async function* readCsvRecords(files) {
  for (const file of files) {
    yield* itemsOf(csvRows(file), (name, value) =>
      typeof value === "string" ? fieldOfText(name, value) : value,
    );
  }
};
