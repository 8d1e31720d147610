// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { noUsage } from "../../metric/sums.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

const figures = {
  ...noUsage,
  failedRequests: 1n,
  requests: 10n,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
};
const dollars = (count: number): bigint => BigInt(count) * 1_000_000_000_000n;

const total = (group: string | null, subgroup: string | null, cost: number): object => ({
  ...figures,
  group,
  subgroup,
  name: group,
  isOther: group === null,
  previous: null,
  costPicoUsd: dollars(cost),
});
const totals = [
  total("opus", "chat", 6),
  total("opus", null, 2),
  total("haiku", "chat", 1),
  total(null, null, 1),
];
const before = { ...figures, costPicoUsd: dollars(2) };

const open = (address: string): OpenPage => {
  const answers = sampleAnswers();
  answers.set("usage.trends", ({ startDate, compare }) => ({
    points: totals.map((part) => Object.assign({ periodStart: startDate }, part)),
    totals:
      compare === undefined
        ? totals
        : totals.map((part) => Object.assign({}, part, { previous: before })),
    previous:
      compare === undefined
        ? null
        : {
            startDate: new Date("2026-10-01T00:00:00Z"),
            endDate: new Date("2026-10-08T00:00:00Z"),
            points: [],
          },
    completeUntil: new Date(),
  }));
  return openPage(address, answers);
};

const asked = (page: OpenPage): unknown =>
  page.calls.findLast(({ path }) => path === "usage.trends")?.input;

test("E leads to the export of what is seen", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07&by=user&roll=hour");
  await page.says("Export this view");
  page.press("e");
  await expect
    .poll(page.address, PATIENT)
    .toBe("/exports?range=2026-11-01..2026-11-07&new=trends&by=user&roll=hour");
});

test("the whole question stands in the address, and is one question", async () => {
  const page = open(
    "/explore?range=2026-11-01..2026-11-07&by=user&metric=requests&top=20&roll=hour",
  );
  await vi.waitFor(() => {
    expect(asked(page)).toMatchObject({
      groupBy: "user",
      subgroupBy: "none",
      rankBy: "requests",
      countMax: 20,
      aggregationPeriod: "hour",
    });
  }, PATIENT);
});

test("groups stand with all their figures, the rest as one, and sum to the whole", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07");
  await page.says("$10.00");
  await page.says("opus");
  await page.says("Other");
  await expect.poll(page.text, PATIENT).toContain("Per 1,000 requests");
});

test("a second split makes columns, and is offered only where it is another", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07");
  await page.choose("And by", "feature");
  await expect.poll(page.address, PATIENT).toContain("sub=feature");
  await page.says("chat");
  await page.says("No feature");
});

test("a comparison tells how each group moved, by a key too", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07");
  await page.says("opus");
  page.press("x");
  await expect.poll(page.address, PATIENT).toContain("compare=prev");
  await page.says("Change");
  await page.says("+100%");
});

test("the year before is asked for by its days, and the page says which they are", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07");
  await page.choose("Compare with", "year");
  await expect.poll(page.address, PATIENT).toContain("compare=year");
  await page.says("Changes are against");
  expect(asked(page)).toMatchObject({
    compare: { startDate: new Date("2025-11-01"), endDate: new Date("2025-11-08") },
  });
});

test("a running total never falls", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07&sum=running");
  await page.says("opus");
  const bars = Array.from(document.querySelectorAll("figure a"), (bar) =>
    bar.getAttribute("aria-label"),
  );
  expect(bars).toHaveLength(7);
  for (const bar of bars) {
    expect(bar).toContain("$10.00");
  }
});

test("the question can be asked from elsewhere, as code and as a call", async () => {
  const page = open("/explore?range=2026-11-01..2026-11-07");
  await page.click("Use this question");
  await page.says("createTokenledgerClient");
  await page.click("curl");
  await expect.poll(page.text, PATIENT).toContain("/api/v1/usage/trends");
});
