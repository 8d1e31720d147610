import type { ConsumerRow } from "@tokenledger/usage";
import { noUsage, type Sums } from "./sums.ts";

/**
 * What one of the asked-for consumers used; null while unknown. Consumers that used nothing are not among the rows.
 *
 * @param id access key id, or user name; one of those the question named.
 */
export const usageOf = (rows: readonly ConsumerRow[] | undefined, id: string): Sums | null =>
  rows === undefined ? null : (rows.find((row) => row.dimensionId === id) ?? noUsage);
