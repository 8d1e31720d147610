// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleReconcile } from "../../testing/sample-reconcile.ts";
import type { ReconcileReportView } from "./reconcile-view.ts";

const link = { apiKeyId: "apikey_01", accessKeyId: "1", workspaceId: null };

const open = (report: ReconcileReportView, address = "/reconcile"): OpenPage => {
  const answers = sampleAnswers();
  answers.set("reconcile.report", () => report);
  answers.set("reconcile.links", () => [link]);
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("the agreement is told to a hundredth of a per cent, and each difference by its kind", async () => {
  const page = open(sampleReconcile);
  await page.says("99.98%");
  await page.says("90%");
  await page.says("Anthropic counted it, and no record of it came in.");
  await page.says("Links changed since the last comparison");
  expect(page.text()).toContain("claude-haiku-4-5");
  expect(page.text()).toContain("Not counted yet");
  expect(page.text()).not.toContain("Other price");
});

test("the table is split by what the address says; cost stands in dollars, keys by their names", async () => {
  const [row] = sampleReconcile.rows;
  const page = open(
    { ...sampleReconcile, rows: row === undefined ? [] : [{ ...row, cellClass: "cost" }] },
    "/reconcile?by=class",
  );
  await page.says("Token class");
  expect(inputOf(page, "reconcile.report")).toMatchObject({ bucket: "day", groupBy: ["class"] });
  const key = { id: "g", apiKeyIds: ["apikey_09"], accessKeyIds: ["1"] };
  page.answers.set("reconcile.report", () => ({
    ...sampleReconcile,
    rows: sampleReconcile.rows.map((each) => ({ ...each, key })),
  }));
  await page.click("Key");
  await page.says("billing, apikey_09");
  expect(page.address()).toBe("/reconcile?by=key");
});

test("where Anthropic cannot be asked, the page says what to set, and offers no comparison", async () => {
  const page = open({
    ...sampleReconcile,
    status: {
      isConfigured: false,
      whatToSet: "Set ANTHROPIC_ADMIN_KEY.",
      isStale: false,
      lastRun: null,
      linkCount: 0,
    },
    rows: [],
  });
  await page.says("Nothing can be compared yet");
  await page.says("Set ANTHROPIC_ADMIN_KEY (an Admin API key");
  expect(page.text()).not.toContain("Compare now");
});

test("a comparison is looked at first, and kept after it was confirmed", async () => {
  const page = open(sampleReconcile);
  page.answers.set("reconcile.run", () => ({
    run: null,
    refreshedUntil: null,
    totals: { ...sampleReconcile.totals, tokenShareBasisPoints: 9876 },
  }));
  await page.click("Compare now");
  await page.says("Found just now, not kept yet");
  await page.says("98.76%");
  expect(inputOf(page, "reconcile.run")).toMatchObject({ dryRun: true, bucket: "day" });
  await page.click("Keep this");
  await page.says("It takes the place of earlier comparisons");
  await page.click("Keep this");
  await vi.waitFor(() => {
    expect(inputOf(page, "reconcile.run")).toMatchObject({ dryRun: false });
    expect(page.text()).not.toContain("Found just now");
  }, PATIENT);
});

test("links are edited together, and saved as a whole", async () => {
  const page = open(sampleReconcile);
  page.answers.set("reconcile.setLinks", () => []);
  await page.says("apikey_01");
  await page.click("Edit links");
  await page.type("Anthropic API key id", "apikey_02");
  await page.choose("Access key", "2");
  await page.click("Add");
  await page.says("apikey_02");
  await page.click("Remove apikey_01");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "reconcile.setLinks")).toEqual({
      links: [{ apiKeyId: "apikey_02", accessKeyId: "2", workspaceId: null }],
    });
  }, PATIENT);
});
