import { UsageRecord } from "@tokenledger/usage";
import { withoutGuard } from "@tokenledger/usage/exports";
import type { ReadSource, RecordDraft, SourceItem } from "./import-source.ts";
import { csvRows } from "./csv-rows.ts";
import { jsonLines, parseRow, type SourceRow, type UncheckedRow } from "./json-rows.ts";

const recordFields = new Set(Object.keys(UsageRecord.shape));
const jsonFields = new Set(["tags", "usage"]);
const numberFields = new Set(["status", "attempt", "durationMs"]);

/** Columns that say a record's usage where it is not there as Anthropic's object: those of its one line. Cache reads by the record's name, or by exports'. */
const countColumns = [
  [["inputTokens"], "input_tokens"],
  [["cacheReadInputTokens", "cacheReadTokens"], "cache_read_input_tokens"],
  [["outputTokens"], "output_tokens"],
] as const;
const labelColumns = [
  ["serviceTier", "service_tier"],
  ["speed", "speed"],
  ["inferenceGeo", "inference_geo"],
] as const;

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Of the first of these columns that says something. */
const count = (row: UncheckedRow, ...columns: readonly string[]): number =>
  Number(columns.map((column) => row[column]).find(isFilled) ?? 0);

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

const thinkingOf = (row: UncheckedRow): object =>
  isFilled(row["thinkingTokens"])
    ? { output_tokens_details: { thinking_tokens: count(row, "thinkingTokens") } }
    : {};

/** Anthropic's usage from columns of counts; undefined where the row has none of them. */
const usageOfColumns = (row: UncheckedRow): object | undefined =>
  countColumns.some(([columns]) => columns.some((column) => isFilled(row[column])))
    ? {
        ...Object.fromEntries(countColumns.map(([columns, key]) => [key, count(row, ...columns)])),
        ...cacheCreationOf(row),
        ...toolsOf(row),
        ...thinkingOf(row),
        ...Object.fromEntries(
          labelColumns.flatMap(([column, key]) =>
            isFilled(row[column]) ? [[key, row[column]]] : [],
          ),
        ),
      }
    : undefined;

const fieldOfText = (name: string, text: string): unknown => {
  if (jsonFields.has(name)) return parseRow(withoutGuard(text)) ?? text;
  return numberFields.has(name) ? Number(text) : withoutGuard(text);
};

type ReadField = (name: string, value: unknown) => unknown;

/** Exports say every quality; the wire takes the one that cannot be told by the rest. Of `none` the counts are no usage. */
const toldByTheRest = new Set<unknown>(["final", "none"]);

const recordOf = (row: UncheckedRow, field: ReadField): RecordDraft => {
  const fields = Object.entries(row).filter(
    ([name, value]) =>
      recordFields.has(name) &&
      isFilled(value) &&
      !(name === "quality" && toldByTheRest.has(value)),
  );
  const record = Object.fromEntries(fields.map(([name, value]) => [name, field(name, value)]));
  if ("usage" in record) return record;
  return { ...record, usage: row["quality"] === "none" ? null : usageOfColumns(row) };
};

const identityOf = (row: UncheckedRow): string =>
  `${String(row["accessKeyId"])} ${String(row["eventId"])}`;

/** Exports have a row a line. The first holds the usage of them all, where there are several: the others are read with it. */
class FurtherLines {
  #whole: string | null = null;

  /** What a row is, but for a record: null where it is one. */
  kindOf(row: UncheckedRow): { readonly kind: "bad" | "skipped"; readonly reason: string } | null {
    if (count(row, "line") === 0) {
      this.#whole = isFilled(row["usage"]) ? identityOf(row) : null;
      return null;
    }
    return this.#whole === identityOf(row)
      ? { kind: "skipped", reason: "a further line of a record, whose usage its first line holds" }
      : {
          kind: "bad",
          reason: "line: a further line of a record, and no first line with its usage before it",
        };
  }
}

async function* itemsOf(
  rows: AsyncIterable<SourceRow>,
  field: ReadField,
): AsyncGenerator<SourceItem> {
  const further = new FurtherLines();
  for await (const source of rows) {
    const { file, line, text } = source;
    if ("fault" in source) {
      yield { file, line, text, kind: "bad", reason: source.fault };
      continue;
    }
    const other = further.kindOf(source.row);
    // Checked with all others, by the wire's own schema.
    yield other === null
      ? { file, line, text, kind: "record", record: recordOf(source.row, field) }
      : { file, line, text, ...other };
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
