/** A UTC month of single calls. */
export interface RawMonth {
  readonly monthStart: Date;
  /** Not included. */
  readonly monthEnd: Date;
  /** Calls, by the sums. */
  readonly recordCount: string;
  /** What both tables take on disk, indexes included. */
  readonly byteCount: string;
}

export interface DroppedMonth extends RawMonth {
  readonly dropTime: Date;
}

/** A month must have ended this long ago before it may go: records may be 35 days old when they come. */
export const DROPPED_AGE_MS_MIN = 36 * 86_400_000;

/**
 * Single calls by month, and the end of them. Sums stay for ever; what was dropped cannot be read, priced anew, or counted again: a
 * record of such a month is put aside.
 */
export interface RetentionLedger {
  /** Months that hold single calls, oldest first. @throws UnavailableError */
  rawMonths(): Promise<readonly RawMonth[]>;
  /** Oldest first. @throws UnavailableError */
  droppedMonths(): Promise<readonly DroppedMonth[]>;
  /**
   * Drops one month; a month dropped already is left alone.
   *
   * @throws InvalidInputError MONTH_INVALID for what is no start of a UTC month; MONTH_TOO_YOUNG: records may still come.
   * @throws UnavailableError when commits did not make room in time: ask again.
   */
  dropMonth(monthStart: Date, now: Date): Promise<void>;
}

/** The months of a list that are older than this one and `keptMonths` before it. */
export const monthsToDrop = <Month extends RawMonth>(
  months: readonly Month[],
  keptMonths: number,
  now: Date,
): readonly Month[] => {
  const firstKept = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keptMonths);
  const isOld = ({ monthEnd }: Month): boolean =>
    monthEnd.getTime() <= firstKept && now.getTime() - monthEnd.getTime() >= DROPPED_AGE_MS_MIN;
  return months.filter(isOld);
};
