import type { StatisticsTotals } from "../record/totals.ts";

/** Raises running totals to these, where they are newer. Safe to repeat and to run late. @throws UnavailableError */
export type TotalsMirror = (totals: readonly StatisticsTotals[]) => Promise<void>;

/**
 * The statistics cells that changed past the buffer: by a commit without it, a replay, a re-pricing or a rebuild. They are noted in the transaction
 * that changes them, so that running totals follow whatever process ends in between.
 */
export interface UnmirroredCells {
  /**
   * Gives some of them to `mirror`, then forgets those that did not change again meanwhile. Broken off in between, or run twice at once, they are given
   * again.
   *
   * @returns how many were given; fewer than `countMax`: there are no more. @throws UnavailableError, and whatever `mirror` throws: nothing is forgotten.
   */
  handOver(mirror: TotalsMirror, countMax: number): Promise<number>;
}
