import type { AlertReading } from "./alert-reading.ts";

/** An alert that fired and is not resolved. */
export interface OpenAlert {
  readonly dimension: string;
  readonly periodStartMs: number;
  readonly threshold: bigint;
}

/** A threshold that a reading has reached. */
export interface Crossing {
  readonly reading: AlertReading;
  readonly threshold: bigint;
}

/** What readings change. */
export interface AlertChanges<Open extends OpenAlert> {
  /** To be fired, unless they were before in the same period. */
  readonly fire: readonly Crossing[];
  readonly resolve: readonly { readonly open: Open; readonly reading: AlertReading | null }[];
}

/**
 * Holds readings against open alerts. An open alert holds on while its value is at its threshold or above, in the same period, or in
 * whatever period where a reading's has no end: then it lasts until it is no longer so.
 */
export const alertChanges = <Open extends OpenAlert>(
  opens: readonly Open[],
  readings: readonly AlertReading[],
): AlertChanges<Open> => {
  const byDimension = new Map(readings.map((reading) => [reading.dimension, reading]));
  const isSamePeriod = (open: OpenAlert, reading: AlertReading): boolean =>
    reading.periodEndMs === null || open.periodStartMs === reading.periodStartMs;
  const holds = (open: OpenAlert): boolean => {
    const reading = byDimension.get(open.dimension);
    return reading !== undefined && isSamePeriod(open, reading) && reading.value >= open.threshold;
  };
  const held = new Set(
    opens.filter(holds).map(({ dimension, threshold }) => `${threshold} ${dimension}`),
  );
  return {
    fire: readings.flatMap((reading) =>
      reading.crossed
        .filter((threshold) => !held.has(`${threshold} ${reading.dimension}`))
        .map((threshold) => ({ reading, threshold })),
    ),
    resolve: opens
      .filter((open) => !holds(open))
      .map((open) => {
        const reading = byDimension.get(open.dimension);
        const isTold = reading !== undefined && isSamePeriod(open, reading);
        return { open, reading: isTold ? reading : null };
      }),
  };
};
