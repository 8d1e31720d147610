import type { Platform } from "@tokenledger/usage";
import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { csvRows } from "./csv-rows.ts";
import type { ReadSource, RecordDraft, SourceItem } from "./import-source.ts";
import { asRow, jsonRows, parseRow, type SourceRow, type UncheckedRow } from "./json-rows.ts";

/** LiteLLM's names of who answered. Others sell no Claude models, or sell them as somebody else's. */
const platformOf: ReadonlyMap<string, Platform> = new Map([
  ["anthropic", "anthropic"],
  ["bedrock", "bedrock"],
  ["bedrock_converse", "bedrock"],
  ["vertex_ai", "vertex"],
  ["azure_ai", "foundry"],
]);

const TEXT_MAX = 128;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, TEXT_MAX) : undefined;

const countOf = (value: unknown): number | null => {
  if (value === undefined || value === null || value === "") return 0;
  const count = Number(value);
  return Number.isInteger(count) && count >= 0 ? count : null;
};

/** A JSON column: an object in JSON rows, a text in CSV ones. */
const jsonColumn = (value: unknown): UncheckedRow =>
  (typeof value === "string" ? parseRow(value) : asRow(value)) ?? {};

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** LiteLLM's columns are `timestamp without time zone`, and mean UTC. */
const timeOf = (value: unknown): number => {
  const text = textOf(value) ?? "";
  return Date.parse(HAS_ZONE.test(text) ? text : `${text.replace(" ", "T")}Z`);
};

interface Counts {
  readonly prompt: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

const countsOf = (row: UncheckedRow, usage: UncheckedRow): Counts | null => {
  const details = asRow(usage["prompt_tokens_details"]) ?? {};
  const prompt = countOf(row["prompt_tokens"]);
  const output = countOf(row["completion_tokens"]);
  const cacheRead = countOf(usage["cache_read_input_tokens"] ?? details["cached_tokens"]);
  const cacheWrite = countOf(
    usage["cache_creation_input_tokens"] ?? details["cache_creation_tokens"],
  );
  return prompt === null || output === null || cacheRead === null || cacheWrite === null
    ? null
    : { prompt, output, cacheRead, cacheWrite };
};

/**
 * Anthropic's counts from LiteLLM's. Its `prompt_tokens` hold cache reads and writes (`calculate_usage` adds them, as OpenAI counts); where they
 * are fewer than those, an older release or a pass-through wrote them without.
 */
const usageOf = (row: UncheckedRow): object | null => {
  const metadata = jsonColumn(row["metadata"]);
  const usage = {
    ...asRow(metadata["additional_usage_values"]),
    ...asRow(metadata["usage_object"]),
  };
  const counts = countsOf(row, usage);
  if (counts === null) return null;
  const cached = counts.cacheRead + counts.cacheWrite;
  const split = asRow(asRow(usage["prompt_tokens_details"])?.["cache_creation_token_details"]);
  return {
    input_tokens: counts.prompt >= cached ? counts.prompt - cached : counts.prompt,
    cache_creation_input_tokens: counts.cacheWrite,
    cache_read_input_tokens: counts.cacheRead,
    output_tokens: counts.output,
    ...(split === null ? {} : { cache_creation: split }),
    ...(usage["service_tier"] === undefined ? {} : { service_tier: usage["service_tier"] }),
    ...(usage["inference_geo"] === undefined ? {} : { inference_geo: usage["inference_geo"] }),
    ...(usage["speed"] === undefined ? {} : { speed: usage["speed"] }),
    ...(asRow(usage["server_tool_use"]) === null
      ? {}
      : { server_tool_use: usage["server_tool_use"] }),
  };
};

const providerOf = (row: UncheckedRow): string | undefined => {
  const named = textOf(row["custom_llm_provider"]);
  const model = textOf(row["model"]) ?? "";
  return named ?? (/^(?:anthropic\/)?claude/.test(model) ? "anthropic" : undefined);
};

const isClaude = (row: UncheckedRow): boolean => /claude/i.test(textOf(row["model"]) ?? "");

/** Why a row is no call to Anthropic's models; null when it is one. */
const reasonToSkip = (row: UncheckedRow, platform: Platform | undefined): string | null => {
  if (platform === undefined || !isClaude(row)) return "not a Claude model";
  return String(row["cache_hit"]).toLowerCase() === "true"
    ? "answered from LiteLLM's own cache"
    : null;
};

const failed = (row: UncheckedRow): boolean =>
  textOf(row["status"]) === "failure" || jsonColumn(row["metadata"])["status"] === "failure";

const attributionOf = (row: UncheckedRow): object => {
  const user = textOf(row["end_user"]) ?? textOf(row["user"]);
  const team = textOf(row["team_id"]);
  const session = textOf(row["session_id"]);
  return {
    ...(user === undefined ? {} : { user }),
    ...(session === undefined ? {} : { session }),
    ...(team === undefined ? {} : { tags: { team } }),
  };
};

const recordOf = (
  row: UncheckedRow,
  requestId: string,
  startMs: number,
  usage: object,
): RecordDraft => {
  const endMs = timeOf(row["endTime"]);
  const model = textOf(row["model"])?.split("/").at(-1);
  return {
    eventId: derivedEventId(startMs, requestId),
    ...attributionOf(row),
    model,
    requestId,
    platform: platformOf.get(providerOf(row) ?? "") ?? "anthropic",
    ...(requestId.startsWith("msg_") ? { messageId: requestId } : {}),
    ...(endMs >= startMs ? { durationMs: Math.min(endMs - startMs, 86_400_000) } : {}),
    ...(failed(row) ? { outcome: "error", usage: null } : { usage }),
  };
};

const itemOf = (source: SourceRow): SourceItem => {
  const { file, line, text } = source;
  const bad = (reason: string): SourceItem => ({ file, line, text, kind: "bad", reason });
  if ("fault" in source) return bad(source.fault);
  const { row } = source;
  const requestId = textOf(row["request_id"]);
  if (requestId === undefined) return bad("request_id: missing");
  const reason = reasonToSkip(row, platformOf.get(providerOf(row) ?? ""));
  if (reason !== null) return { file, line, kind: "skipped", reason };
  const startMs = timeOf(row["startTime"]);
  if (Number.isNaN(startMs)) return bad("startTime: missing, or not a time");
  const usage = usageOf(row);
  return usage === null
    ? bad("prompt_tokens, completion_tokens and cache tokens must be whole numbers")
    : { file, line, text, kind: "record", record: recordOf(row, requestId, startMs, usage) };
};

/**
 * LiteLLM's spend logs: rows of `LiteLLM_SpendLogs`, as CSV (`\copy … csv header`) or JSON (one a line, or an array). Calls to other models and
 * answers from LiteLLM's own cache are passed over. Costs are not taken over: they are computed from the counts, at the price of the day.
 */
export const readLiteLlm: ReadSource = async function* readLiteLlm(files) {
  for (const file of files) {
    const rows = file.endsWith(".csv") ? csvRows(file) : jsonRows(file);
    for await (const row of rows) {
      yield itemOf(row);
    }
  }
};
