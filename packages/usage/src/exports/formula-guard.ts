/** What spreadsheets take for the beginning of a formula, in its two widths. */
const FORMULA = String.raw`[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]`;
const LIKE_GUARDED = new RegExp(`^'+${FORMULA}`);
const GUARDED = new RegExp(`^'(?='*${FORMULA})`);

/**
 * Puts one more apostrophe before text that reads as if the guard of a formula stood before it already. With the guard that a writer of CSV puts before
 * formulas, whatever is written comes back from `withoutGuard` as it was.
 */
export const guardLikeGuarded = (text: string): string =>
  LIKE_GUARDED.test(text) ? `'${text}` : text;

/** Takes off the apostrophe that an export put before a formula, or before text that looked guarded. */
export const withoutGuard = (text: string): string => text.replace(GUARDED, "");
