import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "./stand/chromium.ts";
import { pastDays } from "./stand/raw-sums.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, settle, visit, type Owner, type Visitor } from "./stand/visitor.ts";
import { countText } from "./stand/written.ts";

const ZONE = "Asia/Kolkata";
const AHEAD_MS = 5.5 * 3_600_000;
const DAY_MS = 86_400_000;

let browser: Browser;
let owner: Owner;
let visitor: Visitor;
let page: Page;

const days = pastDays();
/** The same dates, begun and ended half an hour off the hours of UTC. */
const zonedDays = {
  startDate: new Date(days.startDate.getTime() - AHEAD_MS),
  endDate: new Date(days.endDate.getTime() - AHEAD_MS),
};

const requestsOf = async (zone: string): Promise<string> => {
  const { requests } = await owner.client.admin.systemOverview.query(
    zone === ZONE
      ? { ...zonedDays, timeZone: ZONE }
      : { startDate: days.startDate, endDate: days.endDate },
  );
  return countText(requests);
};

/** Waits until the tile of the requests says so, to the last digit. */
const tileSays = async (text: string): Promise<void> =>
  page.locator("dl > div", { hasText: "Requests" }).getByTitle(text, { exact: true }).waitFor();

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
  visitor = await visit(browser, standOf(), owner.token);
  ({ page } = visitor);
});
afterAll(async () => {
  await browser.close();
});

test("an address with a zone opens on that zone's days: each bar is what the procedure says of that day", async () => {
  const { points } = await owner.client.usage.trends.query({
    ...zonedDays,
    timeZone: ZONE,
    aggregationPeriod: "day",
    groupBy: "none",
  });
  expect(points.every(({ periodStart }) => (periodStart.getTime() + AHEAD_MS) % DAY_MS === 0)).toBe(
    true,
  );
  await visitor.open(
    `/explore?range=${days.range}&tz=${encodeURIComponent(ZONE)}&by=none&metric=requests&view=table`,
  );
  const rows = await page
    .getByRole("table", { name: "Trend" })
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => row.children.item(1)?.textContent ?? ""));
  const [whole, ...newestFirst] = rows;
  const asked = new Map(points.map((point) => [point.periodStart.getTime(), point.requests]));
  const count = (zonedDays.endDate.getTime() - zonedDays.startDate.getTime()) / DAY_MS;
  const wanted = Array.from({ length: count }, (_, day) =>
    countText(asked.get(zonedDays.startDate.getTime() + day * DAY_MS) ?? 0n),
  );
  expect(newestFirst).toEqual(wanted.reverse());
  expect(whole).toBe(await requestsOf(ZONE));
  expect(visitor.faults).toEqual([]);
});

test("the zone is chosen at the page, every figure is of its days, and going back leads to the days before", async () => {
  await visitor.open(`/?range=${days.range}&tz=UTC`);
  await tileSays(await requestsOf("UTC"));
  await page.evaluate(() => {
    localStorage.removeItem("tokenledger.zone");
  });
  // As somebody comes who never chose a zone: the address names none.
  await visitor.open(`/?range=${days.range}`);
  await page.getByLabel("Time zone: UTC").click();
  await page.getByLabel("Another time zone").fill(ZONE);
  await page.getByRole("button", { name: "Apply", exact: true }).last().click();
  await page.waitForURL(/tz=Asia%2FKolkata/);
  await tileSays(await requestsOf(ZONE));
  await page.goBack();
  await page.getByLabel("Time zone: UTC").waitFor();
  await tileSays(await requestsOf("UTC"));
  await page.goForward();
  await page.getByLabel(`Time zone: ${ZONE}`).waitFor();
  await settle(page);
  await tileSays(await requestsOf(ZONE));
  expect(visitor.faults).toEqual([]);
});
