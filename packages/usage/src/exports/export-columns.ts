import type { ExportFormat, ExportSubject } from "./export-request.ts";

/** Columns of single lines. */
export const lineColumnNames = [
  "eventId",
  "line",
  "kind",
  "occurTime",
  "createTime",
  "accessKeyId",
  "accessKeyName",
  "user",
  "session",
  "tags",
  "feature",
  "endpoint",
  "requestModel",
  "model",
  "requestId",
  "messageId",
  "workspaceId",
  "provider",
  "platform",
  "status",
  "outcome",
  "quality",
  "errorType",
  "stopReason",
  "attempt",
  "durationMs",
  "requests",
  "inputTokens",
  "cacheCreationInputTokens",
  "cacheWrite5mTokens",
  "cacheWrite1hTokens",
  "cacheWriteUnsplitTokens",
  "cacheReadInputTokens",
  "outputTokens",
  "thinkingTokens",
  "webSearchRequests",
  "webFetchRequests",
  "serviceTier",
  "speed",
  "inferenceGeo",
  "costPicoUsd",
  "costUsd",
  "unpricedRequests",
  "usage",
] as const;

/** Columns of a view, beside the one that names the group. */
export const viewColumnNames = [
  "periodStart",
  "requests",
  "inputTokens",
  "cacheCreationInputTokens",
  "cacheReadInputTokens",
  "outputTokens",
  "costPicoUsd",
  "costUsd",
  "unpricedRequests",
] as const;

const groupColumns = {
  none: [],
  access_key: ["accessKeyId"],
  user: ["user"],
  model: ["model"],
  feature: ["feature"],
} as const;

/** The column that names a view's group: none, or one. */
export const groupColumnNames = (
  subject: Exclude<ExportSubject, { kind: "records" }>,
): readonly string[] =>
  groupColumns[subject.kind === "statistics" ? subject.dimensionType : subject.groupBy];

/** Names of the columns that may be chosen; null where the format fixes them. */
export const columnNamesOf = (
  subject: ExportSubject,
  format: ExportFormat,
): readonly string[] | null => {
  if (format === "focus") return null;
  return subject.kind === "records"
    ? lineColumnNames
    : [...viewColumnNames, ...groupColumnNames(subject)];
};
