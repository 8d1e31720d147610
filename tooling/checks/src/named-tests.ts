const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Whether a source has a test of this title that is run: the first thing a `test` or `test.each(…)` is given, in quotes of any kind. One that is
 * skipped, expected to fail or only planned is none.
 */
export const isTestOf = (source: string, title: string): boolean =>
  new RegExp(
    `(?<![.\\w])(?:test|it)(?:\\.each\\b[\\s\\S]{0,6000}?\\))?\\(\\s*(["'\`])${escaped(title)}\\1`,
  ).test(source);
