// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import { refusal } from "../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../testing/open-page.tsx";
import { sampleAnswers } from "../testing/sample-answers.ts";
import { sampleFigure } from "../testing/sample-explanation.ts";

// Fetched before the tests, not while they wait.
beforeAll(async () => {
  await import("../pages/overview/overview-page.tsx");
  await import("../pages/keys/keys-page.tsx");
}, 60_000);

const open = (address: string): OpenPage => {
  const answers = sampleAnswers();
  answers.set("usage.explain", () => ({ record: null, figure: sampleFigure }));
  return openPage(address, answers);
};

const inputOf = (page: OpenPage): unknown =>
  page.calls.findLast(({ path }) => path === "usage.explain")?.input;

test("the cost of the overview leads to what it is made of, and back", async () => {
  const page = open("/?range=2026-11-01..2026-11-07&user=alice");
  await page.says("$30.00");
  await page.click("What $30.00 is made of");
  for (const expected of [
    "430,000,000",
    "$3.00 per million ?",
    "$1.28",
    "not billed",
    "no price",
    "3 lines have no price",
    "$0.01 of the stored cost is not accounted for",
    "editions 2, 4",
    "a lower bound",
    "$1.29",
  ]) {
    await page.says(expected);
  }
  expect(page.address()).toContain("why=all");
  expect(inputOf(page)).toMatchObject({ figure: { users: ["alice"] } });
  await page.click("Close");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=2026-11-01..2026-11-07&user=alice");
  }, PATIENT);
});

test("a row's cost is explained for that row alone", async () => {
  const page = open("/keys?why=key:1");
  await page.says("billing");
  await page.says("$1.29");
  expect(inputOf(page)).toMatchObject({ figure: { accessKeyIds: ["1"] } });
});

test("nothing used, and a refusal, are said", async () => {
  const page = open("/?why=model:x");
  page.answers.set("usage.explain", () => ({
    record: null,
    figure: {
      ...sampleFigure,
      components: [],
      missing: [],
      unpricedLineCount: 0,
      rules: [],
      priceVersions: [],
      unexplainedPicoUsd: 0n,
    },
  }));
  await page.says("Nothing was used");
  const other = open("/?why=model:y");
  other.answers.set("usage.explain", () => {
    throw refusal(403, "FORBIDDEN");
  });
  await other.says("You may not see this");
  expect(inputOf(other)).toMatchObject({ figure: { models: ["y"] } });
});
