import { parse } from "bowser";

/** What a user agent names, as people call it. */
export interface BrowserName {
  /** With the first number of its version: Chrome 156. */
  readonly browser: string;
  /** macOS, Android; null where it names none. */
  readonly system: string | null;
}

const named = (name: string | undefined): string | null =>
  name === undefined || name === "" ? null : name;

/** Reads a user agent; null where it names no browser, as that of a program. */
export const browserName = (userAgent: string): BrowserName | null => {
  const { browser, os } = parse(userAgent);
  const name = named(browser.name);
  if (name === null) return null;
  const version = browser.version?.split(".")[0] ?? "";
  return { browser: version === "" ? name : `${name} ${version}`, system: named(os.name) };
};
