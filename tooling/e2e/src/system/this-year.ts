const DAY_MS = 86_400_000;

/** A range that holds everything a test makes now, within what one question may ask for. */
export const THIS_YEAR = {
  startDate: new Date(Date.now() - 300 * DAY_MS),
  endDate: new Date(Date.now() + DAY_MS),
} as const;
