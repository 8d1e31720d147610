import type { CollectedRecord } from "../record/collected-record.ts";
import type { PriceBook } from "./price-book.ts";
import { priceLine, type LinePrice, type PriceContext } from "./price-line.ts";

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

/** Prices every line of a record at its own model, at the record's time. Exact and repeatable: see {@link priceLine}. */
export const priceRecord = (record: PriceableRecord, book: PriceBook): RecordPrice => {
  const lines = record.lines.map((line, lineIndex) =>
    priceLine(
      line,
      {
        lineIndex,
        occurTimeMs: record.occurTimeMs,
        quality: record.quality,
        outcome: record.outcome,
        platform: record.platform,
        stopReason: record.stopReason,
      },
      book,
    ),
  );
  return {
    costPicoUsd: lines.reduce((sum, line) => sum + (line.costPicoUsd ?? 0n), 0n),
    unpricedLineCount: lines.filter((line) => line.costPicoUsd === null).length,
    lines,
    priceVersion: book.version,
  };
};
