import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { middlePaint } from "../paint/middle-paint.ts";
import { openUndisturbed } from "../paint/open-undisturbed.ts";
import type { PagePaint } from "../paint/page-paint.ts";
import { pages } from "../screenshots/pages.ts";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Owner } from "./stand/visitor.ts";

let browser: Browser;
let owner: Owner;

/** Pages of one word: the others are faces of them. */
const plainPages = Object.entries(pages).filter(([, address]) => !address.includes("?"));

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
});

const LOOKS = 3;

interface Looks {
  /** The middle one; 0 where the browser told of none. */
  readonly largestMs: number;
  readonly faults: readonly string[];
}

/** Looks at an address several times, each in a browser that was never here. */
const lookAt = async (url: string): Promise<Looks> => {
  const paints: PagePaint[] = [];
  const all: string[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const { context, page, faults } = await visit(browser, standOf(), owner.token);
    paints.push(await openUndisturbed(browser, page, url));
    all.push(...faults);
    await context.close();
  }
  return { largestMs: middlePaint(paints)?.largestMs ?? 0, faults: all };
};

// Measured and printed; a slow machine must not fail for being slow.
test("a browser that was never here paints every page; the largest paints are printed", async () => {
  const measured: string[] = [];
  for (const [name, address] of plainPages) {
    const { largestMs, faults } = await lookAt(new URL(address, standOf().url).href);
    expect(faults).toEqual([]);
    expect(largestMs).toBeGreaterThan(0);
    measured.push(`${name} ${largestMs}`);
  }
  process.stdout.write(`largest contentful paint, ms: ${measured.join(", ")}\n`);
});

test("a page runs and loads nothing but the page's own files", async () => {
  const { page } = await visit(browser, standOf(), owner.token);
  const answer = await page.goto(standOf().url);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const inline = await page.locator("script:not([src]), [style], [onclick], style").count();
  expect(inline).toBe(0);
});
