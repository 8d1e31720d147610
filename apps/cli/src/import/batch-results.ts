import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import type { ReadSource, RecordDraft, SourceItem } from "./import-source.ts";
import { asRow, jsonLines, type SourceRow, type UncheckedRow } from "./json-rows.ts";

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The same id, and the same record, as the SDK makes when it sees the results pass (for a batch that was made for nobody). */
const recordOf = (message: UncheckedRow, messageId: string, timeMs: number): RecordDraft => {
  const stopReason = textOf(message["stop_reason"]);
  return {
    eventId: derivedEventId(timeMs, messageId),
    model: textOf(message["model"]),
    messageId,
    ...(stopReason === undefined ? {} : { stopReason }),
    usage: message["usage"] ?? null,
  };
};

const itemOf = (source: SourceRow, timeMs: number | null): SourceItem => {
  const { file, line, text } = source;
  const bad = (reason: string): SourceItem => ({ file, line, text, kind: "bad", reason });
  if ("fault" in source) return bad(source.fault);
  const result = asRow(source.row["result"]);
  const type = textOf(result?.["type"]);
  if (type === undefined) return bad("result.type: missing");
  if (type !== "succeeded") {
    return { file, line, kind: "skipped", reason: `${type}: not billed` };
  }
  const message = asRow(result?.["message"]);
  const messageId = textOf(message?.["id"]);
  if (message === null || messageId === undefined) return bad("result.message.id: missing");
  return timeMs === null
    ? bad("the batch's creation time is needed: --time")
    : { file, line, text, kind: "record", record: recordOf(message, messageId, timeMs) };
};

/** Results of a message batch (JSONL, as Anthropic serves them): one record a succeeded result. They carry no time: `timeMs` is the batch's `created_at`. */
export const readBatchResults: ReadSource = async function* readBatchResults(files, { timeMs }) {
  for (const file of files) {
    for await (const row of jsonLines(file)) {
      yield itemOf(row, timeMs);
    }
  }
};
