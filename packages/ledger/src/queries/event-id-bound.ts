const TIME_HEX_DIGITS = 12;
const REST = "0000-0000-000000000000";

/** The smallest UUID of an instant (epoch milliseconds): at or above it are the event ids of that instant and later ones. */
export const eventIdBound = (timeMs: number): string => {
  const time = Math.max(0, timeMs).toString(16).padStart(TIME_HEX_DIGITS, "0");
  return `${time.slice(0, 8)}-${time.slice(8, TIME_HEX_DIGITS)}-${REST}`;
};
