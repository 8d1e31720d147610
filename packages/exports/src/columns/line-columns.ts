import type { ExportLine, ExportMasking } from "@tokenledger/usage/exports";
import type { Column } from "./column.ts";
import { usdOf } from "./usd.ts";

/** What stands where somebody's name, session or tags would. */
export const MASKED = "***";

const text = (name: string, read: (line: ExportLine) => string | null): Column<ExportLine> => ({
  name,
  type: "text",
  read,
});
const integer = (
  name: string,
  read: (line: ExportLine) => number | bigint | null,
): Column<ExportLine> => ({ name, type: "integer", read });

const cacheCreation = (line: ExportLine): number =>
  line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;

const personal = (masking: ExportMasking): readonly Column<ExportLine>[] => {
  const isMasked = masking === "masked";
  const hidden = (value: string | null): string | null =>
    value === null || !isMasked ? value : MASKED;
  return [
    text("user", ({ user }) => hidden(user)),
    text("session", ({ session }) => hidden(session)),
    {
      name: "tags",
      type: "json",
      read: ({ tags }) =>
        tags === null || !isMasked
          ? tags
          : Object.fromEntries(Object.keys(tags).map((name) => [name, MASKED])),
    },
  ];
};

/** The columns of single lines, in their order. */
export const lineColumns = (masking: ExportMasking): readonly Column<ExportLine>[] => [
  text("eventId", ({ eventId }) => eventId),
  integer("line", ({ line }) => line),
  text("kind", ({ kind }) => kind),
  { name: "occurTime", type: "time", read: ({ occurTimeMs }) => new Date(occurTimeMs) },
  { name: "createTime", type: "time", read: ({ createTimeMs }) => new Date(createTimeMs) },
  text("accessKeyId", ({ accessKeyId }) => accessKeyId),
  text("accessKeyName", ({ accessKeyName }) => accessKeyName),
  ...personal(masking),
  text("feature", ({ feature }) => feature),
  text("endpoint", ({ endpoint }) => endpoint),
  text("requestModel", ({ requestModel }) => requestModel),
  text("model", ({ model }) => model),
  text("requestId", ({ requestId }) => requestId),
  text("messageId", ({ messageId }) => messageId),
  text("workspaceId", ({ workspaceId }) => workspaceId),
  text("provider", () => "anthropic"),
  text("platform", ({ platform }) => platform),
  integer("status", ({ status }) => status),
  text("outcome", ({ outcome }) => outcome),
  text("quality", ({ quality }) => quality),
  text("errorType", ({ errorType }) => errorType),
  text("stopReason", ({ stopReason }) => stopReason),
  integer("attempt", ({ attempt }) => attempt),
  integer("durationMs", ({ durationMs }) => durationMs),
  integer("requests", ({ requests }) => requests),
  integer("inputTokens", ({ inputTokens }) => inputTokens),
  integer("cacheCreationInputTokens", cacheCreation),
  integer("cacheWrite5mTokens", ({ cacheWrite5mTokens }) => cacheWrite5mTokens),
  integer("cacheWrite1hTokens", ({ cacheWrite1hTokens }) => cacheWrite1hTokens),
  integer("cacheWriteUnsplitTokens", ({ cacheWriteUnsplitTokens }) => cacheWriteUnsplitTokens),
  integer("cacheReadInputTokens", ({ cacheReadInputTokens }) => cacheReadInputTokens),
  integer("outputTokens", ({ outputTokens }) => outputTokens),
  integer("thinkingTokens", ({ thinkingTokens }) => thinkingTokens),
  integer("webSearchRequests", ({ webSearchRequests }) => webSearchRequests),
  integer("webFetchRequests", ({ webFetchRequests }) => webFetchRequests),
  text("serviceTier", ({ serviceTier }) => serviceTier),
  text("speed", ({ speed }) => speed),
  text("inferenceGeo", ({ inferenceGeo }) => inferenceGeo),
  integer("costPicoUsd", ({ costPicoUsd }) => costPicoUsd),
  {
    name: "costUsd",
    type: "decimal",
    read: ({ costPicoUsd }) => (costPicoUsd === null ? null : usdOf(costPicoUsd)),
  },
  integer("unpricedRequests", ({ unpricedRequests }) => unpricedRequests),
  { name: "usage", type: "json", read: ({ rawUsage }) => rawUsage },
];
