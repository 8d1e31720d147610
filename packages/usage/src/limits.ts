/** Limits of one record and one call. Everything that grows has one; each refusal names its field. */

/** Most records one `collectBatch` may carry. */
export const RECORDS_PER_CALL_MAX = 500;
/** Largest body of one collect call, in bytes. */
export const BODY_BYTES_MAX = 1_048_576;
/** Largest single token count. 100 million is 50 times the largest context window ever sold; it keeps sums of one call below 2^53. */
export const TOKENS_MAX = 100_000_000;
/** Largest Anthropic `usage` object, in bytes of JSON. The largest recorded one has 1.9 kB. */
export const USAGE_BYTES_MAX = 16_384;
/** Most lines one record may have (entries of `usage.iterations` summed by model and kind). */
export const LINES_MAX = 64;
/** Most entries of `usage.iterations`. Full entries of 16 kB of JSON are about 75. */
export const ITERATIONS_MAX = 256;
/** Deepest nesting of Anthropic's `usage`. The deepest documented one has 3 levels. */
export const USAGE_DEPTH_MAX = 8;
/** Most tags of one record. */
export const TAGS_MAX = 8;
/** How old a record may be when it is collected, in milliseconds: 35 days, as Stripe's meter events. Keys with the `backfill` scope are exempt. */
export const AGE_MS_MAX = 35 * 86_400_000;
/** How far in the future a record may be, in milliseconds: 5 minutes. */
export const AHEAD_MS_MAX = 5 * 60_000;
