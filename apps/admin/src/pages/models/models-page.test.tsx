// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { noUsage } from "../../metric/sums.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleFigure } from "../../testing/sample-explanation.ts";
import { sampleBook } from "../../testing/sample-prices.ts";

const advice = {
  accessKeyId: "1",
  feature: null,
  model: "claude-haiku-4-5",
  requests: 4n,
  writtenTokens: 10n,
  readTokens: 90n,
  writePremiumPicoUsd: 1_000_000_000_000n,
  readSavingPicoUsd: 5_000_000_000_000n,
  unreadTokensMin: 0n,
  unreadPicoUsd: 0n,
  breakEvenReuses: null,
  oneHourSavingPicoUsd: -2_000_000_000_000n,
  bandGuard: null,
};

const open = (rows: readonly object[], readFromDate = new Date(0)): OpenPage => {
  const answers = sampleAnswers();
  answers.set("prices.list", () => sampleBook);
  answers.set("usage.cacheAdvice", () => ({ rows, readFromDate, completeUntil: new Date() }));
  answers.set("usage.trends", () => ({
    points: [],
    totals: [
      { ...noUsage, group: "claude-sonnet-4-5-20250929", costPicoUsd: 8_000_000_000_000n },
      { ...noUsage, group: "claude-haiku-4-5-20251001", requests: 1n },
      { ...noUsage, group: null, requests: 1n },
    ],
    completeUntil: new Date(),
  }));
  return openPage("/models?range=7d", answers);
};

test("a model stands with its price in force, by whatever name it was used", async () => {
  const page = open([advice]);
  await page.says("claude-sonnet-4-5-20250929");
  await page.says("$8.00");
  await expect.poll(page.text, PATIENT).toContain("$15.00");
  expect(page.text()).toContain("$1.00 ?");
  expect(page.text()).toContain("Unknown model");
});

test("caching is weighed: what reads save, what writes cost, and what is left", async () => {
  const page = open([advice]);
  await page.says("billing");
  await expect.poll(page.text, PATIENT).toContain("$4.00");
  await page.click("Net");
  await expect.poll(page.address, PATIENT).toBe("/models?range=7d&cacheSort=-net");
  await page.click("Output price");
  await expect.poll(page.address, PATIENT).toContain("sort=-output");
});

test("where only the latest calls were read, it says since when", async () => {
  const whole = open([advice]);
  await whole.says("billing");
  expect(whole.text()).not.toContain("these are the latest ones");
  const latest = open([advice], new Date());
  await latest.says("these are the latest ones, since");
});

test("no cache says so", async () => {
  const page = open([]);
  await expect.poll(page.text, PATIENT).toContain("No cache was used in this period");
});

test("a model's usage is told at another model's prices, with the difference", async () => {
  const page = open([]);
  page.answers.set("usage.explain", () => ({ record: null, figure: sampleFigure }));
  await page.says("$15.00");
  await page.choose("Usage of", "claude-sonnet-4-5-20250929");
  await page.choose("at the prices of", "claude-haiku-4-5");
  await page.says("$430.00");
  await page.says("+$428.71");
  expect(page.address()).toContain("from=claude-sonnet-4-5-20250929&to=claude-haiku-4-5");
  expect(page.calls.findLast(({ path }) => path === "usage.explain")?.input).toMatchObject({
    figure: { models: ["claude-sonnet-4-5-20250929"] },
  });
  await page.choose("at the prices of", "claude-sonnet-4-5");
  await expect.poll(page.text, PATIENT).toContain("$1,290.00");
});
