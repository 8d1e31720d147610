import { lazy } from "./lazy.ts";

/** Writes two days, both included, together. */
type RangeWriter = (firstMs: number, lastMs: number) => string;

const same = (part: Intl.DateTimeFormat, firstMs: number, lastMs: number): boolean =>
  part.format(firstMs) === part.format(lastMs);

/**
 * Writes ranges of days as the language writes its days: Nov 1 – 30, 2026; 2026年11月1日 – 30日. Chinese is put together here: Intl writes
 * its ranges with slashes (2026/11/1 – 2026/11/30), beside days that have none.
 */
export const dayRangeWriter = (language: string, timeZone: string): RangeWriter => {
  const writer = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
    lazy(() => new Intl.DateTimeFormat(language, { timeZone, ...options }));
  const day = writer({ day: "numeric", month: "short", year: "numeric" });
  if (!language.startsWith("zh")) {
    return (firstMs, lastMs) => day().formatRange(firstMs, lastMs);
  }
  const month = writer({ month: "numeric", year: "numeric" });
  const year = writer({ year: "numeric" });
  const ofYear = writer({ day: "numeric", month: "short" });
  const ofMonth = writer({ day: "numeric" });
  return (firstMs, lastMs) => {
    const first = day().format(firstMs);
    if (same(day(), firstMs, lastMs)) return first;
    if (same(month(), firstMs, lastMs)) return `${first} – ${ofMonth().format(lastMs)}`;
    return `${first} – ${(same(year(), firstMs, lastMs) ? ofYear : day)().format(lastMs)}`;
  };
};
