import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "./stand/chromium.ts";
import { everyDetail, pastDays, rawSums, type RawSums } from "./stand/raw-sums.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Owner, type Visitor } from "./stand/visitor.ts";
import { countText, moneyText } from "./stand/written.ts";

let browser: Browser;
let owner: Owner;
let visitor: Visitor;
let sums: RawSums;

const days = pastDays();

/** The figures over the chart, with all their digits, by the name of their tile. */
const tiles = async (page: Page): Promise<Readonly<Record<string, string | null>>> =>
  Object.fromEntries(
    await page
      .locator("dl > div")
      .evaluateAll((boxes) =>
        boxes.map((box) => [
          box.querySelector("dt")?.textContent ?? "",
          box.querySelector("dd > span[title], dd button[title]")?.getAttribute("title") ?? null,
        ]),
      ),
  );

/** Adds the numbers up that stand, with all their digits, in the column of that name. */
const columnSum = async (page: Page, table: string, head: string): Promise<bigint> => {
  const cells = await page.getByRole("table", { name: table }).evaluate((element, name) => {
    const heads = Array.from(element.querySelectorAll("thead th"), (th) => th.textContent);
    const index = heads.findIndex((text) => text.startsWith(name));
    return Array.from(
      element.querySelectorAll("tbody tr"),
      (row) => row.children.item(index)?.getAttribute("title") ?? "",
    );
  }, head);
  return cells.reduce((sum, text) => sum + BigInt(text.replaceAll(/\D/g, "") || "0"), 0n);
};

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
  visitor = await visit(browser, standOf(), owner.token);
  sums = rawSums(await everyDetail(owner.client, days));
});
afterAll(async () => {
  await browser.close();
});

test("the figures of the overview are the procedure's, and those are the raw rows added up", async () => {
  const { startDate, endDate } = days;
  const answer = await owner.client.admin.systemOverview.query({ startDate, endDate });
  expect(answer.requests).toBeGreaterThan(1000n);
  expect({
    requests: answer.requests,
    input: answer.inputTokens,
    output: answer.outputTokens,
    cacheWrite: answer.cacheCreationInputTokens,
    cacheRead: answer.cacheReadInputTokens,
    costPicoUsd: answer.costPicoUsd,
  }).toEqual(sums);

  await visitor.open(`/?range=${days.range}`);
  expect(await tiles(visitor.page)).toMatchObject({
    Cost: moneyText(sums.costPicoUsd),
    Requests: countText(sums.requests),
    "Input tokens": countText(sums.input),
    "Output tokens": countText(sums.output),
    "Cache writes": countText(sums.cacheWrite),
    "Cache reads": countText(sums.cacheRead),
    Failed: countText(answer.failedRequests),
  });
});

test.each(["model", "feature", "key"])(
  "the figures of the explorer add up to the raw rows, by %s",
  async (by) => {
    await visitor.open(`/explore?range=${days.range}&by=${by}`);
    expect(await columnSum(visitor.page, "Table", "Requests")).toBe(sums.requests);
    expect(await columnSum(visitor.page, "Table", "Input tokens")).toBe(sums.input);
    expect(await columnSum(visitor.page, "Table", "Output tokens")).toBe(sums.output);
    expect(await columnSum(visitor.page, "Table", "Cache reads")).toBe(sums.cacheRead);
  },
);

test("the figures of the keys are each key's own, and together all there are", async () => {
  const { startDate, endDate } = days;
  await visitor.open(`/keys?range=${days.range}`);
  const { rows } = await owner.client.usage.accessKeyStatistics.query({
    startDate,
    endDate,
    aggregationPeriod: "day",
  });
  expect(rows.reduce((sum, { requests }) => sum + requests, 0n)).toBe(sums.requests);
  expect(await columnSum(visitor.page, "Access keys", "Requests")).toBe(sums.requests);
});

test("the figures of the requests' histogram are as many as there are rows, and the newest row stands first", async () => {
  const { startDate, endDate } = days;
  await visitor.open(`/requests?range=${days.range}`);
  const legend = visitor.page.locator("section", { hasText: "Requests over time" }).first();
  const counts = await legend.locator("p span.font-medium").allTextContents();
  expect(counts.reduce((sum, text) => sum + BigInt(text.replaceAll(",", "")), 0n)).toBe(
    sums.requests,
  );
  const { rows } = await owner.client.usage.details.query({ startDate, endDate, pageSize: 1 });
  const [newest] = rows;
  const first = visitor.page.locator("tbody a").first();
  expect(await first.getAttribute("href")).toContain(newest?.eventId);
});

test("the figures were shown without a fault", () => {
  expect(visitor.faults).toEqual([]);
});
