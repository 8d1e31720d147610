import type { DetailRow } from "@tokenledger/usage";

/** What a record cost, and how far that is known. */
export interface RecordCost {
  /** Null where no line has a price: nothing is known, which is not nothing paid. */
  readonly picoUsd: bigint | null;
  /** Whether lines without a price are missing from it. */
  readonly isPartial: boolean;
}

/** Reads a record's cost. */
export const recordCost = ({
  costPicoUsd,
  unpricedLineCount,
  lines,
}: Pick<DetailRow, "costPicoUsd" | "unpricedLineCount" | "lines">): RecordCost => ({
  picoUsd: unpricedLineCount >= lines.length ? null : costPicoUsd,
  isPartial: unpricedLineCount > 0 && unpricedLineCount < lines.length,
});
