import type { CollectedRecord } from "../record/collected-record.ts";
import type { PriceBook } from "./price-book.ts";
import { costOfLine, priceLine, type LinePrice, type PriceContext } from "./price-line.ts";

/** What pricing reads of a record. */
export type PriceableRecord = Omit<PriceContext, "lineIndex" | "promptTokens"> &
  Pick<CollectedRecord, "lines">;

/** A record's cost, line by line. */
export interface RecordPrice {
  /** Sum of the lines that have a price. With `unpricedLineCount` above 0 it is not the whole cost, and says so. */
  readonly costPicoUsd: bigint;
  readonly unpricedLineCount: number;
  /** One a line, in order. */
  readonly lines: readonly LinePrice[];
  /** Version of the book that priced it. */
  readonly priceVersion: number;
}

/** A record's cost as it is stored: as {@link RecordPrice} says it, without the reasons. */
export interface RecordCost {
  /** One a line, in order; null: unpriced. */
  readonly lines: readonly (bigint | null)[];
  /** Version of the book that priced it. */
  readonly priceVersion: number;
}

const contextOf = (record: PriceableRecord, lineIndex: number): PriceContext => ({
  lineIndex,
  occurTimeMs: record.occurTimeMs,
  quality: record.quality,
  outcome: record.outcome,
  platform: record.platform,
  stopReason: record.stopReason,
});

/** What every line of a record costs: as {@link priceRecord} finds it. */
export const costOfRecord = (record: PriceableRecord, book: PriceBook): RecordCost => ({
  lines: record.lines.map((line, index) => costOfLine(line, contextOf(record, index), book)),
  priceVersion: book.version,
});

/** Prices every line of a record at its own model, at the record's time. Exact and repeatable: see {@link priceLine}. */
export const priceRecord = (record: PriceableRecord, book: PriceBook): RecordPrice => {
  const lines = record.lines.map((line, index) => priceLine(line, contextOf(record, index), book));
  return {
    costPicoUsd: lines.reduce((sum, line) => sum + (line.costPicoUsd ?? 0n), 0n),
    unpricedLineCount: lines.filter((line) => line.costPicoUsd === null).length,
    lines,
    priceVersion: book.version,
  };
};
