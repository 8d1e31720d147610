import type { RedisBuffer } from "@tokenledger/buffer";
import type { Totals } from "@tokenledger/usage";
import type { Cell } from "./ledger-reader.ts";

const AT_ONCE = 200;

const textOf = (totals: Totals): string =>
  [
    totals.inputTokens,
    totals.cacheCreationInputTokens,
    totals.cacheReadInputTokens,
    totals.outputTokens,
    totals.requests,
  ].join(" ");

const cellText = (cell: Cell): string =>
  [cell.input, cell.cache_creation, cell.cache_read, cell.output, cell.requests].join(" ");

const NOTHING = "0 0 0 0 0";

const differenceAt = async (buffer: RedisBuffer, cell: Cell): Promise<string | null> => {
  const dimension = { type: cell.dimension_type, id: cell.dimension_id } as const;
  const { base, pend } = await buffer.storedCounter(
    dimension,
    cell.period_type,
    cell.period_start_ms,
  );
  const name = `${dimension.type} ${dimension.id} ${cell.period_type} ${cell.period_start_ms}`;
  if (textOf(pend) !== NOTHING) {
    return `${name}: pend ${textOf(pend)} at rest`;
  }
  const expected = cellText(cell);
  if (base === null) {
    // A cell that is past keeping may still be there, but must not be wrong.
    return cell.is_mirrored ? `${name}: base missing, table ${expected}` : null;
  }
  const actual = textOf(base);
  return actual === expected ? null : `${name}: base ${actual}, table ${expected}`;
};

/** Compares every counter with its cell while nothing is in flight. @returns what differs; empty is right. */
export const checkCounters = async (
  buffer: RedisBuffer,
  cells: readonly Cell[],
): Promise<readonly string[]> => {
  const differences: string[] = [];
  for (let from = 0; from < cells.length; from += AT_ONCE) {
    const found = await Promise.all(
      cells.slice(from, from + AT_ONCE).map(async (cell) => differenceAt(buffer, cell)),
    );
    differences.push(...found.filter((difference) => difference !== null));
  }
  return differences;
};
