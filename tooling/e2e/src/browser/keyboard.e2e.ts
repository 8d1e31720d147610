import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { settle, visit, type Visitor } from "./stand/visitor.ts";

let browser: Browser;
let visitor: Visitor;
let page: Page;

const STEPS_MAX = 80;

/** What has the focus: its name as a screen reader says it. */
const focused = async (): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return element?.getAttribute("aria-label") ?? label ?? element?.textContent.trim() ?? "";
  });

/** Goes on with Tab until the thing of that name has the focus. */
const tabTo = async (name: string): Promise<void> => {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if ((await focused()) === name) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}; it is at ${await focused()}`);
};

/** Opens the palette and goes to what the words lead to first. */
const goTo = async (words: string, heading: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to anything" });
  await palette.getByRole("searchbox").waitFor();
  await page.keyboard.type(words);
  // What is said aloud is what Enter leads to.
  await palette.locator("output").filter({ hasText: heading }).waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await settle(page);
};

// One walk: each task begins where the one before left the keyboard.
beforeAll(async () => {
  browser = await startChromium();
  visitor = await visit(browser, standOf(), null);
  ({ page } = visitor);
});
afterAll(async () => {
  await browser.close();
});

test("with the keyboard alone one logs in", async () => {
  const { url, login, password } = standOf();
  await page.goto(`${url}/login`);
  await page.getByLabel("Login").waitFor();
  await expect.poll(focused).toBe("Login");
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await settle(page);
  expect(visitor.faults).toEqual([]);
});

test("with the keyboard alone one compares the month with the one before, and filters by a model", async () => {
  await page.keyboard.press("x");
  await page.waitForURL(/compare=prev/);
  await page.keyboard.press("/");
  await page.getByLabel("Value").waitFor();
  await page.keyboard.type("carmen@example.com");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Remove filter: / }).waitFor();
  expect(visitor.faults).toEqual([]);
});

test("with the keyboard alone one goes to the requests, opens one, turns to the next and comes back", async () => {
  await goTo("Requests", "Requests");
  const first = page.locator("tbody a").first();
  await first.waitFor();
  await tabTo((await first.getAttribute("aria-label")) ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("What was billed").waitFor();
  const before = page.url();
  await page.keyboard.press("j");
  await page.waitForURL((url) => url.href !== before && url.searchParams.has("record"));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});

test("with the keyboard alone one makes an access key", async () => {
  await goTo("Access keys", "Access keys");
  await tabTo("Create key");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Name");
  await page.keyboard.type("by keyboard");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("Copy the key now").waitFor();
  await tabTo("I have copied it");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "by keyboard" }).waitFor();
  expect(visitor.faults).toEqual([]);
});

test("with the keyboard alone one starts an export, and finds every shortcut under the question mark", async () => {
  await goTo("Exports", "Exports");
  await tabTo("New export");
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByText(/columns/)
    .first()
    .waitFor();
  await tabTo("Start export");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Compare with the period before").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});
