/** First ceiling of the back-off, in milliseconds. */
export const BACKOFF_MS_MIN = 500;
/** Last ceiling of the back-off, in milliseconds. */
export const BACKOFF_MS_MAX = 60_000;
/** Longest Retry-After that is obeyed, in milliseconds: a server's slip must not silence a fleet for a day. */
export const RETRY_AFTER_MS_MAX = 300_000;
/** Even the luckiest draw waits this long, in milliseconds: a refused connection fails in microseconds. */
const WAIT_MS_MIN = 50;

/**
 * How long to wait after `failureCount` failures in a row: full jitter, uniform between nothing and a ceiling that doubles from 500 ms to 60 s.
 * Full jitter spreads a fleet that lost its server in one moment (AWS Architecture Blog, "Exponential Backoff and Jitter").
 *
 * @param random uniform in [0, 1).
 */
export const backoffMs = (failureCount: number, random: number): number => {
  const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.max(0, failureCount - 1));
  return Math.max(WAIT_MS_MIN, Math.round(ceiling * random));
};

/**
 * A `Retry-After` header in milliseconds from now: seconds or an HTTP date (RFC 9110, section 10.2.3), at most 300 s.
 * Null where the header is missing or says nothing.
 */
export const retryAfterMs = (header: string | null, nowMs: number): number | null => {
  if (header === null || header.trim() === "") {
    return null;
  }
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1_000;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), RETRY_AFTER_MS_MAX);
};
