import type { CollectedRecord, UsageLine } from "@tokenledger/usage";
import { arrayLiteral, arrayOf, type ArrayElement } from "./array-literal.ts";
import type { PricedRecord } from "./priced-records.ts";

/** A record whose user has its id. */
export interface ResolvedRecord {
  readonly record: CollectedRecord;
  /** `ledger_user.id`; null for a record that names no user. */
  readonly userId: string | null;
}

class LineRow implements PricedRecord {
  readonly record: CollectedRecord;
  readonly userId: string | null;
  readonly cost: PricedRecord["cost"];
  readonly line: UsageLine;
  readonly lineNumber: number;

  constructor({ record, userId, cost }: PricedRecord, line: UsageLine, lineNumber: number) {
    this.record = record;
    this.userId = userId;
    this.cost = cost;
    this.line = line;
    this.lineNumber = lineNumber;
  }
}

type Column = (row: LineRow) => ArrayElement;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** A column of the record: it stands on line 0. */
const once =
  (column: (record: CollectedRecord) => ArrayElement): Column =>
  ({ record, lineNumber }) =>
    lineNumber === 0 ? column(record) : null;

/** Models of the lines above 0, so that line 0 alone tells whether a record has to do with a model. Null where there are none. */
const furtherModels = ({ lines }: CollectedRecord): string | null => {
  if (lines.length === 1) return null;
  const models = new Set(lines.slice(1).map(({ model }) => model ?? ""));
  return arrayLiteral([...models]);
};

/** PostgreSQL's text form of bytes. */
export const bytea = (hex: string): string => String.raw`\x${hex}`;

/** The parameters of `commit-usage.sql`, in its order. */
const columns: readonly Column[] = [
  ({ record }) => record.accessKeyId,
  ({ record }) => record.eventId,
  ({ lineNumber }) => lineNumber,
  ({ record }) => record.occurTimeMs,
  ({ userId }) => userId,
  ({ line }) => line.kind,
  ({ line }) => line.model,
  ({ record }) => record.feature,
  ({ line }) => line.inputTokens,
  ({ line }) => line.cacheWrite5mTokens,
  ({ line }) => line.cacheWrite1hTokens,
  ({ line }) => line.cacheWriteUnsplitTokens,
  ({ line }) => line.cacheReadTokens,
  ({ line }) => line.outputTokens,
  ({ line }) => line.thinkingTokens,
  ({ line }) => line.webSearchRequests,
  ({ line }) => line.webFetchRequests,
  ({ line }) => line.serviceTier,
  ({ line }) => line.speed,
  ({ line }) => line.inferenceGeo,
  once((record) => record.status),
  once((record) => record.attempt),
  once((record) => record.durationMs),
  once((record) => record.platform),
  once((record) => record.outcome),
  once((record) => record.quality),
  once((record) => record.requestModel),
  once((record) => record.endpoint),
  once((record) => record.session),
  once((record) => record.requestId),
  once((record) => record.messageId),
  once((record) => record.workspaceId),
  once((record) => record.errorType),
  once((record) => record.stopReason),
  once((record) => bytea(record.payloadHash)),
  once((record) => json(record.tags)),
  once((record) => json(record.rawUsage)),
  once((record) => (record.model === record.lines[0].model ? null : record.model)),
  ({ cost, lineNumber }) => cost?.lines[lineNumber]?.toString() ?? null,
  ({ cost }) => cost?.priceVersion ?? null,
  ({ cost, lineNumber }) => (lineNumber === 0 ? String(cost?.lines.includes(null) ?? true) : null),
  once(furtherModels),
];

/** One array a column, one element a line: the parameters of `commit-usage.sql`. */
export const batchColumns = (records: readonly PricedRecord[]): readonly string[] => {
  const rows = records.flatMap((priced) =>
    priced.record.lines.map((line, lineNumber) => new LineRow(priced, line, lineNumber)),
  );
  return columns.map((column) => arrayOf(rows, column));
};
