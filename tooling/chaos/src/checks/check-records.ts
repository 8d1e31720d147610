import type { DeadRecord, StoredRecord } from "./ledger-reader.ts";
import type { Truth, TrueContent } from "./read-truth.ts";

/** What the comparison of the ledger with the producers' own accounts found. Everything but `contentCount` must be empty. */
export interface RecordFindings {
  /** Different contents recorded. */
  readonly contentCount: number;
  /** Recorded, and neither counted nor put aside. */
  readonly lost: readonly string[];
  /** Counted and put aside, or counted twice. */
  readonly double: readonly string[];
  /** Counted with other figures, another user or another key than recorded, or never recorded. */
  readonly wrong: readonly string[];
}

/** A record in one of the two places where it may end. */
type EndedRecord = Pick<StoredRecord, "access_key_id" | "event_id" | "message_id">;

const identityOf = (record: EndedRecord): string => `${record.access_key_id} ${record.event_id}`;

const messageIds = (records: readonly EndedRecord[]): ReadonlySet<string> =>
  new Set(records.map(({ message_id: messageId }) => messageId ?? ""));

const figuresOf = ({ accessKeyId, line }: TrueContent): string => {
  const [eventId, messageId, user, ...tokens] = line;
  return [accessKeyId, eventId, messageId, user, ...tokens].join(" ");
};

const storedFiguresOf = (row: StoredRecord): string =>
  [
    row.access_key_id,
    row.event_id,
    row.message_id,
    row.user_name,
    row.input,
    row.cache_creation,
    row.cache_read,
    row.output,
  ].join(" ");

const isWrong = (row: StoredRecord, truth: Truth): boolean => {
  const content = truth.get(row.message_id ?? "");
  return content === undefined || figuresOf(content) !== storedFiguresOf(row);
};

const repeated = (names: readonly string[]): readonly string[] => {
  const known = new Set<string>();
  return names.filter((name) => known.size === known.add(name).size);
};

/** Compares every record of the ledger with what the producers say they recorded, and the other way round. */
export const checkRecords = (
  truth: Truth,
  rows: readonly StoredRecord[],
  deadRecords: readonly DeadRecord[],
): RecordFindings => {
  const counted = messageIds(rows);
  const aside = messageIds(deadRecords);
  return {
    contentCount: truth.size,
    // Of several contents under one identity one is counted and the others are put aside.
    lost: [...truth]
      .filter(([id, { isReturned }]) => isReturned && !counted.has(id) && !aside.has(id))
      .map(([id]) => id),
    double: [
      ...repeated(rows.map(identityOf)),
      ...[...aside].filter((messageId) => counted.has(messageId)),
    ],
    wrong: [
      ...rows.filter((row) => isWrong(row, truth)).map(identityOf),
      ...deadRecords.filter(({ reason }) => reason !== "id_reuse_conflict").map(identityOf),
    ],
  };
};
