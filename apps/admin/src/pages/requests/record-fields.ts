import type { DetailRow } from "@tokenledger/usage";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Formatter } from "../../format/formatter.ts";

/** One fact of a record, in words. */
export interface RecordField {
  readonly name: string;
  readonly value: string;
  /** Written in fixed width: ids and codes. */
  readonly isCode: boolean;
}

const tagText = (tags: Readonly<Record<string, string>> | null): string | null =>
  tags === null
    ? null
    : Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(", ");

const written =
  (isCode: boolean) =>
  ([name, value]: readonly [string, string | null]): readonly RecordField[] =>
    value === null || value === "" ? [] : [{ name, value, isCode }];

/** The facts of a record beside its counts, in reading order; what the record does not say is left out. */
export const recordFields = (
  record: DetailRow,
  t: Catalogue,
  format: Formatter,
): readonly RecordField[] => {
  const { columns, requestId, messageId } = t.requests;
  const { fields, qualities } = t.record;
  const momentOf = (timeMs: number): string => `${format.moment(timeMs)} ${format.zoneAt(timeMs)}`;
  const plain: readonly (readonly [string, string | null])[] = [
    [fields.occurred, momentOf(record.occurTimeMs)],
    [fields.stored, momentOf(record.createTime.getTime())],
    [columns.user, record.user ?? t.requests.anonymous],
    [columns.key, record.accessKeyName],
    [columns.feature, record.feature],
    [fields.requestModel, record.requestModel],
    [fields.model, record.model],
    [fields.quality, qualities[record.quality]],
    [fields.duration, record.durationMs === null ? null : format.duration(record.durationMs)],
    [fields.attempt, record.attempt === 0 ? null : format.exact(record.attempt)],
    [fields.tags, tagText(record.tags)],
  ];
  const codes: readonly (readonly [string, string | null])[] = [
    [fields.status, record.status === null ? null : record.status.toString()],
    [fields.errorType, record.errorType],
    [fields.stopReason, record.stopReason],
    [fields.endpoint, record.endpoint],
    [fields.session, record.session],
    [fields.platform, record.platform],
    [fields.workspaceId, record.workspaceId],
    [requestId, record.requestId],
    [messageId, record.messageId],
    [fields.eventId, record.eventId],
  ];
  return [...plain.flatMap(written(false)), ...codes.flatMap(written(true))];
};
