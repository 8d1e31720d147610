import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { basename } from "node:path";
import type {
  ReadSource,
  RecordDraft,
  SourceItem,
  SourceOptions,
  SourcePlace,
} from "./import-source.ts";
import { asRow, jsonLines, type SourceRow, type UncheckedRow } from "./json-rows.ts";

/** Most messages of one import: some 600 bytes of memory each, however long the logs are. */
const MESSAGES_MAX = 1_000_000;
/** A message younger than this may still be on its way into its log. */
const SETTLE_MS = 10 * 60_000;
/** What Claude Code writes as the model of an answer that it made up itself (an error, an interruption). */
const SYNTHETIC = "<synthetic>";

interface LoggedMessage extends SourcePlace {
  readonly messageId: string;
  readonly timeMs: number;
  readonly model: string;
  readonly usage: UncheckedRow;
  readonly outputTokens: number;
  readonly requestId: string | undefined;
  readonly stopReason: string | undefined;
  readonly project: string | undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const timeOf = (row: UncheckedRow, options: SourceOptions): number | null => {
  const timeMs = Date.parse(textOf(row["timestamp"]) ?? "");
  return Number.isNaN(timeMs) ? options.timeMs : timeMs;
};

const projectOf = (row: UncheckedRow): string | undefined =>
  textOf(basename((textOf(row["cwd"]) ?? "").replaceAll("\\", "/")));

/** Why an assistant's line is no message that can be counted; null when it is one. */
const faultOf = (
  message: UncheckedRow,
  timeMs: number | null,
): { readonly bad: string } | { readonly skipped: string } | null => {
  const model = textOf(message["model"]);
  if (model === SYNTHETIC) return { skipped: "made up by Claude Code itself, no call" };
  if (textOf(message["id"]) === undefined) return { bad: "message.id: missing" };
  if (model === undefined) return { bad: "message.model: missing" };
  return timeMs === null ? { bad: "timestamp: missing, and no --time was given" } : null;
};

const messageOf = (
  { file, line, row }: SourcePlace & { readonly row: UncheckedRow },
  message: UncheckedRow,
  usage: UncheckedRow,
  timeMs: number,
): LoggedMessage => ({
  file,
  line,
  messageId: textOf(message["id"]) ?? "",
  timeMs,
  model: textOf(message["model"]) ?? "",
  usage,
  outputTokens: Number(usage["output_tokens"] ?? 0),
  requestId: textOf(row["requestId"]) ?? textOf(row["request_id"]),
  stopReason: textOf(message["stop_reason"]),
  project: projectOf(row),
});

/** What a line says of its message, or why it is none. Null: the line is about something else. */
const readLine = (
  source: SourcePlace & { readonly row: UncheckedRow },
  options: SourceOptions,
): LoggedMessage | { readonly bad: string } | { readonly skipped: string } | null => {
  const message = asRow(source.row["message"]);
  const usage = asRow(message?.["usage"]);
  if (source.row["type"] !== "assistant" || message === null || usage === null) return null;
  const timeMs = timeOf(source.row, options);
  return faultOf(message, timeMs) ?? messageOf(source, message, usage, timeMs ?? 0);
};

/**
 * Two lines of one message as one: the first's time and place, the last's usage. A resumed session repeats messages in another file, cut off
 * where it was taken up: of two files' copies the one that counts more output is the later state.
 */
const merge = (earlier: LoggedMessage, later: LoggedMessage): LoggedMessage => {
  const isCopy = earlier.file !== later.file;
  const last = isCopy && later.outputTokens <= earlier.outputTokens ? earlier : later;
  const first = later.timeMs < earlier.timeMs ? later : earlier;
  return {
    ...last,
    timeMs: first.timeMs,
    project: first.project,
    requestId: last.requestId ?? earlier.requestId ?? later.requestId,
    stopReason: last.stopReason ?? (isCopy ? undefined : earlier.stopReason),
  };
};

/**
 * Nothing of the session: a resumed one repeats messages under its own id, and a record must be the same whichever copy it is read from.
 * Without a stop reason the log kept the usage that opened the stream: input is exact, output a lower bound.
 */
const recordOf = (message: LoggedMessage): RecordDraft => ({
  eventId: derivedEventId(message.timeMs, message.messageId),
  feature: "claude-code",
  model: message.model,
  messageId: message.messageId,
  ...(message.requestId === undefined ? {} : { requestId: message.requestId }),
  ...(message.project === undefined ? {} : { tags: { project: message.project.slice(0, 128) } }),
  ...(message.stopReason === undefined
    ? { quality: "provisional" }
    : { stopReason: message.stopReason }),
  usage: message.usage,
});

class Messages {
  readonly #byId = new Map<string, LoggedMessage>();
  readonly #options: SourceOptions;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** @returns what is to be said of the line beside its message. */
  take(source: SourceRow): SourceItem | null {
    const { file, line, text } = source;
    if ("fault" in source) return { file, line, text, kind: "bad", reason: source.fault };
    const read = readLine(source, this.#options);
    if (read === null) return null;
    if ("bad" in read) return { file, line, text, kind: "bad", reason: read.bad };
    if ("skipped" in read) return { file, line, kind: "skipped", reason: read.skipped };
    const known = this.#byId.get(read.messageId);
    if (known === undefined && this.#byId.size === MESSAGES_MAX) {
      const reason = "more than 1,000,000 messages: import fewer files at a time";
      return { file, line, text, kind: "bad", reason };
    }
    this.#byId.set(read.messageId, known === undefined ? read : merge(known, read));
    return null;
  }

  *items(): Generator<SourceItem> {
    for (const message of this.#byId.values()) {
      const { file, line } = message;
      if (message.timeMs > this.#options.nowMs - SETTLE_MS) {
        yield {
          file,
          line,
          kind: "skipped",
          reason: "younger than 10 minutes: import again later",
        };
      } else {
        const record = recordOf(message);
        yield { file, line, kind: "record", record, text: JSON.stringify(record) };
      }
    }
  }
}

/**
 * Claude Code's session logs (`~/.claude/projects/**\/*.jsonl`): one record a message id. A log has a line for each content block of an answer,
 * all with the same id and the usage so far, and a resumed session repeats the lines of the one before.
 */
export const readClaudeCode: ReadSource = async function* readClaudeCode(files, options) {
  const messages = new Messages(options);
  for (const file of files) {
    for await (const row of jsonLines(file)) {
      const item = messages.take(row);
      if (item !== null) yield item;
    }
  }
  yield* messages.items();
};
