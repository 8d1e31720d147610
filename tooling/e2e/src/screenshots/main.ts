import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { contextOptions, type Look } from "./looks.ts";
import { readOptions, type ScreenshotOptions } from "./options.ts";
import { pages } from "./pages.ts";

/** As long as a page may take on a machine under load. */
const WAIT_MS_MAX = 180_000;

const logIn = async (page: Page, options: ScreenshotOptions): Promise<void> => {
  await page.goto(new URL("/login", options.url).href);
  await page.locator("input").first().fill(options.login);
  await page.locator('input[type="password"]').fill(options.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(new URL("/", options.url).href);
};

/** No skeleton is left, and nothing is dimmed: every card shows what was asked for. */
const settle = async (page: Page): Promise<void> => {
  await page.waitForSelector("h1");
  await page.waitForFunction(
    () => document.querySelector('output.animate-breathe, [aria-busy="true"]') === null,
  );
  await page.evaluate(() => document.fonts.ready);
};

/** How long the largest paint took, in milliseconds; 0 where the browser does not say. */
const paintMs = async (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(Math.round(list.getEntries().at(-1)?.startTime ?? 0));
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );

const take = async (browser: Browser, look: Look, options: ScreenshotOptions): Promise<void> => {
  const context = await browser.newContext(contextOptions(look));
  context.setDefaultTimeout(WAIT_MS_MAX);
  const page = await context.newPage();
  if (look.theme === "contrast") {
    await page.addInitScript(() => localStorage.setItem("tokenledger.theme", "contrast"));
  }
  await logIn(page, options);
  for (const [name, address] of Object.entries(pages)) {
    if (options.only.length === 0 || options.only.includes(name)) {
      await page.goto(new URL(address, options.url).href);
      await settle(page);
      const file = `${name}-${look.theme}-${look.language}-${look.width}.png`;
      await page.screenshot({ path: join(options.out, file), fullPage: true });
      process.stdout.write(`${file}  largest paint ${await paintMs(page)} ms\n`);
    }
  }
  await context.close();
};

const options = readOptions(process.argv.slice(2));
await mkdir(options.out, { recursive: true });
await using browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const look of options.looks) {
  await take(browser, look, options);
}
