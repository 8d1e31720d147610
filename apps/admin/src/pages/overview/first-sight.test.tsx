// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleEvent, sampleRules } from "../../testing/sample-alerts.ts";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleBudgets } from "../../testing/sample-budgets.ts";
import { sampleReconcile } from "../../testing/sample-reconcile.ts";

test("the first sight of the figures is one question, and models and features are ranked by the ledger", async () => {
  const page = openPage("/?range=mtd");
  await page.says("$30.00 for 32 requests");
  const overviews = page.calls.filter(({ path }) => path === "admin.systemOverview");
  expect(overviews[0]?.input["forecast"]).toBe(true);
  const whole = overviews.filter(({ input }) => "forecast" in input);
  expect(new Set(whole.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  const ranked = page.calls
    .filter(({ path }) => path === "admin.topConsumers")
    .map(({ input }) => input["dimensionType"]);
  expect(new Set(ranked)).toEqual(new Set(["access_key", "user", "model", "feature"]));
  expect(page.calls.some(({ input }) => input["groupBy"] === "feature")).toBe(false);
});

test("budgets past a threshold are named, with the way to them; without the permission they are not asked for", async () => {
  const given = sampleAnswers();
  given.set("quotas.list", () => ({ quotas: sampleBudgets }));
  const page = openPage("/", given);
  await page.says("Budgets at risk");
  await page.says("The month");
  await page.says("85% of the limit");
  await page.says("2 of 2 budgets at risk.");
  await page.click("All budgets");
  await expect.poll(page.address, PATIENT).toBe("/budgets");
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({
    id: "2",
    login: "m",
    role: "member",
    permissions: ["usage.read"],
  }));
  // Somebody else, in a browser of their own.
  localStorage.clear();
  const other = openPage("/", answers);
  await other.says("Top users");
  expect(other.calls.some(({ path }) => path === "quotas.list")).toBe(false);
});

test("how far the period agrees with Anthropic is said, with the way to why; what nobody compared is not called agreed", async () => {
  const answers = sampleAnswers();
  answers.set("reconcile.report", () => sampleReconcile);
  answers.set("reconcile.links", () => []);
  const page = openPage("/?range=7d", answers);
  await page.click("Reconciled 99.98%");
  await expect.poll(page.address, PATIENT).toBe("/reconcile?range=7d");
  answers.set("reconcile.report", () => ({ ...sampleReconcile, rows: [] }));
  const other = openPage("/?range=7d", answers);
  await other.says("Not reconciled");
  expect(other.text()).not.toContain("99.98");
});

test("what fired and still holds is told, with the way to all of it; nothing while all is calm", async () => {
  const answers = sampleAnswers();
  answers.set("alerts.list", () => sampleRules);
  answers.set("alerts.events", ({ openOnly }) => ({
    rows: openOnly === true ? [sampleEvent] : [],
    nextBeforeId: null,
  }));
  const page = openPage("/", answers);
  await page.says("anna: spend reached $50.00");
  await page.click("All alerts");
  await expect.poll(page.address, PATIENT).toBe("/alerts?tab=history&only=open");
  answers.set("alerts.events", () => ({ rows: [], nextBeforeId: null }));
  const calm = openPage("/", answers);
  await calm.says("Top users");
  expect(calm.text()).not.toContain("Open alerts");
});
