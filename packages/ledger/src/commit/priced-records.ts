import { costOfRecord, type PriceBook, type RecordCost, type UsageLine } from "@tokenledger/usage";
import type { ResolvedRecord } from "./batch-columns.ts";

/** A record with its cost at the book in force. */
export interface PricedRecord extends ResolvedRecord {
  /** Null where a count is no whole number: PostgreSQL refuses the record, and it is put aside. */
  readonly cost: RecordCost | null;
}

const isWhole = (line: UsageLine): boolean =>
  Object.values(line).every((value) => typeof value !== "number" || Number.isSafeInteger(value));

/** Prices records, line by line, at their own times. A bad record must not throw here: its neighbours would wait with it. */
export const pricedRecords = (
  records: readonly ResolvedRecord[],
  book: PriceBook,
): readonly PricedRecord[] =>
  records.map(({ record, userId }) => ({
    record,
    userId,
    cost: record.lines.every(isWhole) ? costOfRecord(record, book) : null,
  }));
