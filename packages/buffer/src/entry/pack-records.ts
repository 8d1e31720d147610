import type { CollectedRecord, UsageLine } from "@tokenledger/usage";
import { packColumn, type Column } from "./column.ts";
import type { EntryBody, LineColumns } from "./entry-body.ts";
import { eventIdHex, joinHex } from "./hex-column.ts";

const identifyJson = (cell: unknown): unknown => (cell === null ? null : JSON.stringify(cell));

const packLines = (lines: readonly UsageLine[]): Record<keyof LineColumns, unknown> => {
  const column = <Key extends keyof UsageLine>(key: Key, usual: UsageLine[Key]): Column<unknown> =>
    packColumn(
      lines.map((line) => line[key]),
      usual,
    );
  return {
    count: lines.length,
    kind: column("kind", "message"),
    model: column("model", null),
    inputTokens: column("inputTokens", 0),
    cacheWrite5mTokens: column("cacheWrite5mTokens", 0),
    cacheWrite1hTokens: column("cacheWrite1hTokens", 0),
    cacheWriteUnsplitTokens: column("cacheWriteUnsplitTokens", 0),
    cacheReadTokens: column("cacheReadTokens", 0),
    outputTokens: column("outputTokens", 0),
    thinkingTokens: column("thinkingTokens", null),
    webSearchRequests: column("webSearchRequests", 0),
    webFetchRequests: column("webFetchRequests", 0),
    serviceTier: column("serviceTier", null),
    speed: column("speed", null),
    inferenceGeo: column("inferenceGeo", null),
  };
};

/** Packs the records of one entry as its body: columnar JSON, version 1. Never called with an empty list. */
export const packRecords = (records: readonly CollectedRecord[]): string => {
  const column = <Key extends keyof CollectedRecord>(
    key: Key,
    usual: CollectedRecord[Key] | undefined,
    identify?: (cell: unknown) => unknown,
  ): Column<unknown> =>
    packColumn<unknown>(
      records.map((record) => record[key]),
      usual,
      identify,
    );
  return JSON.stringify({
    count: records.length,
    eventIds: joinHex(records.map(({ eventId }) => eventIdHex(eventId))),
    payloadHashes: joinHex(records.map(({ payloadHash }) => payloadHash)),
    accessKeyId: column("accessKeyId", undefined),
    user: column("user", null),
    feature: column("feature", null),
    endpoint: column("endpoint", null),
    session: column("session", null),
    tags: column("tags", null, identifyJson),
    requestModel: column("requestModel", null),
    model: column("model", null),
    requestId: column("requestId", null),
    messageId: column("messageId", null),
    workspaceId: column("workspaceId", null),
    provider: column("provider", "anthropic"),
    platform: column("platform", "anthropic"),
    status: column("status", 200),
    outcome: column("outcome", "complete"),
    errorType: column("errorType", null),
    stopReason: column("stopReason", null),
    attempt: column("attempt", 0),
    durationMs: column("durationMs", null),
    quality: column("quality", "final"),
    rawUsage: column("rawUsage", null, identifyJson),
    lineCount: packColumn(
      records.map(({ lines }) => lines.length),
      1,
    ),
    lines: packLines(records.flatMap(({ lines }) => lines)),
  } satisfies Record<keyof EntryBody, unknown>);
};
