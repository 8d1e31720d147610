import type { DetailRow } from "@tokenledger/usage";
import type { Span } from "../../period/range.ts";
import { recordAddress } from "../../view/record-address.ts";

const compare = (left: DetailRow, right: DetailRow): number =>
  right.occurTimeMs - left.occurTimeMs || recordAddress(right).localeCompare(recordAddress(left));

/**
 * What has come since, and the pages fetched before it, as one list: newest call first, each record once (the one that came last, which may
 * have been priced meanwhile). Late records of calls outside the period are left out, as the pages leave them out.
 */
export const mergeRecords = (
  arrived: readonly DetailRow[],
  fetched: readonly DetailRow[],
  { startMs, endMs }: Pick<Span, "startMs" | "endMs">,
): readonly DetailRow[] => {
  const inside = arrived.filter(({ occurTimeMs }) => occurTimeMs >= startMs && occurTimeMs < endMs);
  const known = new Set(inside.map(recordAddress));
  const rest = fetched.filter((row) => !known.has(recordAddress(row)));
  return inside.length === 0 ? fetched : [...inside, ...rest].sort(compare);
};
