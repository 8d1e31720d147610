import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { settle } from "../browser/stand/visitor.ts";
import { readPaint, type PagePaint } from "./page-paint.ts";
import { untilQuiet } from "./quiet-browser.ts";

/** As long as a page is left alone after its load. */
const UNDISTURBED_MS = 2000;

/** Opens an address when the browser has come to rest, and leaves the page alone while it comes up. */
export const openUndisturbed = async (
  browser: Browser,
  page: Page,
  url: string,
): Promise<PagePaint> => {
  await untilQuiet(browser);
  await page.goto(url);
  // To wait for an element is a script in the page, asked again and again while it wants to paint.
  await wait(UNDISTURBED_MS);
  await settle(page);
  return readPaint(page);
};
