import type { ConsumerRow, Totals } from "@tokenledger/usage";
import { metricOf, shareOf } from "../../metric/metric.ts";

/** One row of a ranking, its figures not yet put into words. */
export interface TopRow {
  readonly id: string;
  readonly name: string;
  readonly tokens: bigint;
  /** Of all tokens of the period; null while those are not known. */
  readonly ratio: number | null;
  /** Against the first row, 0 to 1. */
  readonly length: number;
  readonly isOn: boolean;
}

/** Ranks consumers by tokens, largest first. The share is of everything, anonymous usage included, not of the rows shown. */
export const topRows = (
  rows: readonly ConsumerRow[],
  whole: Totals | undefined,
  filtered: readonly string[],
): readonly TopRow[] => {
  const ranked = rows
    .map((row) => ({ id: row.dimensionId, name: row.name, tokens: metricOf("tokens", row) }))
    .sort((left, right) => {
      if (left.tokens === right.tokens) {
        return left.name.localeCompare(right.name);
      }
      return left.tokens > right.tokens ? -1 : 1;
    });
  const most = ranked[0]?.tokens ?? 0n;
  const all = whole === undefined ? 0n : metricOf("tokens", whole);
  return ranked.map((row) => ({
    id: row.id,
    name: row.name,
    tokens: row.tokens,
    ratio: shareOf(row.tokens, all),
    length: shareOf(row.tokens, most) ?? 0,
    isOn: filtered.includes(row.id),
  }));
};
