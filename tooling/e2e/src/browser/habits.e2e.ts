import { rolePermissions } from "@tokenledger/api";
import { makeRecord } from "@tokenledger/usage/testing";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectBatch } from "../system/collect-batch.ts";
import { axeViolations } from "./stand/axe.ts";
import { startChromium } from "./stand/chromium.ts";
import { pastDays } from "./stand/raw-sums.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, settle, visit, type Owner, type Visitor } from "./stand/visitor.ts";
import { moneyText } from "./stand/written.ts";

let browser: Browser;
let owner: Owner;

const days = pastDays();

const come = async (options: BrowserContextOptions = {}): Promise<Visitor> =>
  visit(browser, standOf(), owner.token, options);

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
});

const focusedLabel = async (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
/** Two records of one second have one label, but an address each. */
const focusedAddress = async (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");

test("by habit a chart is read by keyboard, bar by bar, and as a table of as many rows", async () => {
  const { page, open } = await come();
  await open(`/?range=${days.range}`);
  const bars = page.locator("figure a");
  const count = await bars.count();
  expect(count).toBeLessThanOrEqual(400);
  expect(await page.locator('figure a[tabindex="0"]').count()).toBe(1);
  await page.locator('figure a[tabindex="0"]').focus();
  const read = new Set<string>();
  await page.keyboard.press("Home");
  for (let step = 0; step < count; step += 1) {
    read.add(await focusedLabel(page));
    await page.keyboard.press("ArrowRight");
  }
  expect(read.size).toBe(count);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.waitForURL(/view=table/);
  await expect
    .poll(async () => page.getByRole("table", { name: "Trend" }).locator("tbody tr").count())
    .toBe(count + 1);
  await page.context().close();
});

test("by habit the explorer rolls up, runs on, splits twice, and is taken along as tRPC, curl and command line", async () => {
  const { page, open } = await come({ permissions: ["clipboard-read", "clipboard-write"] });
  const { costPicoUsd } = await owner.client.admin.systemOverview.query({
    startDate: days.startDate,
    endDate: days.endDate,
  });
  await open(`/explore?range=${days.range}&roll=month&sum=running&view=table`);
  const table = page.getByRole("table", { name: "Trend" });
  // Newest first under the whole: the running total of the last bar is the whole.
  await expect
    .poll(async () => table.locator("tbody tr").nth(1).locator("td").nth(1).textContent())
    .toBe(moneyText(costPicoUsd));
  await open(`/explore?range=${days.range}&by=key&sub=model`);
  expect(
    await page.getByRole("table", { name: "Table" }).locator("thead th").count(),
  ).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Use this question" }).click();
  const dialog = page.getByRole("dialog");
  const begins = {
    "tRPC (TypeScript)": "import { createTokenledgerClient",
    curl: "curl ",
    "Command line": "# The command line",
  };
  for (const [name, start] of Object.entries(begins)) {
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.getByRole("button", { name: /^Cop/ }).click();
    await expect
      .poll(async () => page.evaluate(async () => navigator.clipboard.readText()))
      .toMatch(new RegExp(`^${start}`));
  }
  await page.context().close();
});

test("by habit J and K walk the requests, and a record sent now stands on top by itself", async () => {
  const { page, open, faults } = await come();
  await open("/requests?range=today");
  await page.getByRole("button", { name: "Live" }).waitFor();
  const records = [makeRecord(), makeRecord({ model: "claude-live-tail-1" })];
  await collectBatch(standOf().url, standOf().accessKey, records);
  await page.locator("tbody tr", { hasText: "live-tail-1" }).first().waitFor();
  await page.keyboard.press("j");
  expect(await focusedLabel(page)).toMatch(/^Open the record of /);
  const first = await focusedAddress(page);
  await page.keyboard.press("j");
  expect(await focusedLabel(page)).toMatch(/^Open the record of /);
  expect(await focusedAddress(page)).not.toBe(first);
  await page.keyboard.press("k");
  expect(await focusedAddress(page)).toBe(first);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("What was billed").waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("by habit high contrast draws every edge in the ink, is remembered, and axe-core objects to nothing", async () => {
  const { page, open, faults } = await come();
  await open(`/?range=${days.range}`);
  await page.getByLabel("Appearance").selectOption("contrast");
  await page.reload();
  await settle(page);
  const edge = await page.evaluate(() => {
    const card = document.querySelector("main section");
    const { borderTopColor, color } = getComputedStyle(card ?? document.body);
    return [borderTopColor, color];
  });
  expect(edge[0]).toBe(edge[1]);
  expect(await axeViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("by habit what asks for a word has the focus, on the first page as in what a shared link opens over it", async () => {
  const { page, open } = await come();
  await open(`/requests?range=${days.range}`);
  await page
    .getByRole("link", { name: /^Open the record of / })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  const shared = page.url();
  await page.context().close();
  const guest = await come();
  await guest.page.goto(shared);
  await expect
    .poll(async () =>
      guest.page.evaluate(() => document.activeElement?.closest("dialog")?.open ?? false),
    )
    .toBe(true);
  await guest.page.keyboard.press("Escape");
  await expect.poll(() => guest.page.url()).not.toContain("record=");
  await guest.page.context().close();
  const stranger = await visit(browser, standOf(), null);
  await stranger.page.goto(`${standOf().url}/login`);
  await expect
    .poll(async () => stranger.page.evaluate(() => document.activeElement?.tagName))
    .toBe("INPUT");
  await stranger.page.context().close();
});

test("by habit a page that is loaded again stands where it was scrolled to", async () => {
  const { page, open } = await come();
  await open(`/?range=${days.range}`);
  const scrolled = async (): Promise<number> => page.evaluate(() => Math.round(scrollY));
  await page.evaluate(() => scrollTo(0, 400));
  await expect.poll(scrolled).toBe(400);
  await page.reload();
  await expect.poll(scrolled).toBe(400);
  await page.context().close();
});

const breathesFor = async (reducedMotion: "reduce" | "no-preference"): Promise<string> => {
  const { page, open } = await come({ reducedMotion });
  await open("/");
  const duration = await page
    .locator("svg.animate-breathe")
    .first()
    .evaluate((dot) => getComputedStyle(dot).animationDuration);
  await page.context().close();
  return duration;
};

test("by habit nothing moves for who wants no motion", async () => {
  expect(await breathesFor("no-preference")).toBe("1.6s");
  expect(await breathesFor("reduce")).toMatch(/^(1e-05s|0\.00001s|0\.01ms)$/);
});

test("by habit the trust in figures stands beside them: how far complete, how far reconciled", async () => {
  const { page, open } = await come();
  await open(`/?range=${days.range}`);
  await page.getByText(/^Complete until \d\d:\d\d:\d\d UTC$/).waitFor();
  // No key for Anthropic's reports on this stand: it is said, with the way to what that needs.
  await page.getByRole("link", { name: "Not reconciled" }).click();
  await page.getByText("ANTHROPIC_ADMIN_KEY").first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/reconcile");
  await page.context().close();
});

test("by habit who sees names is said as the server decides it", async () => {
  const { page, open } = await come();
  await open("/settings?tab=masking");
  const shown = await page
    .getByRole("table", { name: "Names of people" })
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent)));
  expect(shown.map(([, sees]) => sees === "Names as they were sent")).toEqual(
    ["owner", "admin", "analyst", "auditor", "member"].map((role) =>
      Object.entries(rolePermissions).some(
        ([name, permissions]) => name === role && permissions.includes("usage.unmask"),
      ),
    ),
  );
  await page.context().close();
});

test("by habit an alert that fired is told in the reader's language, not in the channels'", async () => {
  const { page, open, faults } = await come({ locale: "zh-CN" });
  await open("/alerts?tab=history");
  const table = page.getByRole("table", { name: "触发记录" });
  await table.locator("tbody tr").first().waitFor();
  const shown = (await table.textContent()) ?? "";
  // Asked after the page was read: rules go on firing meanwhile, and no text of any of them may stand in it.
  const { rows } = await owner.client.alerts.events.query({});
  expect(rows.length).toBeGreaterThan(0);
  expect(shown).toMatch(/[\u4e00-\u9fff]/u);
  expect(
    rows.filter(({ title, summary }) => [title, summary].some((text) => shown.includes(text))),
  ).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("by habit nothing waits for the answer who is there but the first visit", async () => {
  const { page, open } = await come();
  await open("/");
  const asked: string[] = [];
  await page.route("**/trpc/admin/**", async (route) => {
    const url = route.request().url();
    asked.push(url);
    // Never answered: what is asked beside it did not wait for it.
    if (!url.includes("/auth.me?")) {
      await route.continue();
    }
  });
  await page.goto(new URL("/", standOf().url).href);
  await expect.poll(() => asked.join(" ")).toMatch(/quotas\.list/);
  expect(asked.join(" ")).toMatch(/reconcile\.report/);
  expect(asked.join(" ")).toMatch(/auth\.me/);
  await page.context().close();
});
