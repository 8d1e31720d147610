// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleBudgets } from "../../testing/sample-budgets.ts";

const open = (address = "/budgets"): OpenPage => {
  const answers = sampleAnswers();
  answers.set("quotas.list", () => ({ quotas: sampleBudgets }));
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("each budget says how far it is, of each key the one nearest to its limit", async () => {
  const page = open();
  await page.says("$85.00 of $100.00");
  await page.says("past 80%");
  await page.says("1.3K of 1K requests");
  await page.says("billing · and 1 more");
  await page.says("exceeded");
  expect(page.text()).toContain("Nov 27, 2026, 09:00:00");
  expect(page.text()).toContain("not in force");
  expect(page.text()).toContain("not used yet");
});

test("an open budget shows every value it counts, its terms, and what passed uncounted", async () => {
  const page = open("/budgets?open=2");
  await page.says("The largest, up to twenty");
  await page.says("100 of 1K");
  expect(page.text()).toContain("Every call of the last 30 days was counted.");
  await page.click("Close");
  await page.click("The month");
  await page.says("No price");
  expect(page.text()).toContain("Europe/Berlin");
  expect(page.address()).toBe("/budgets?open=1");
});

test("a new budget is sent as it was filled in; what is no limit is refused by the form", async () => {
  const page = open();
  page.answers.set("quotas.create", () => sampleBudgets[0]);
  await page.click("New budget");
  await page.type("Name", "Haiku, hourly");
  await page.choose("Limits", "model");
  await page.type("Limit", "a lot");
  await page.says("A number above zero");
  await page.type("Limit", "12.50");
  await page.type("Thresholds in %", "50, 100");
  await page.choose("Per", "hour");
  await page.choose("If it cannot be counted", "closed");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "quotas.create")).toEqual({
      name: "Haiku, hourly",
      scope: "model",
      scopeValue: null,
      unit: "usd",
      window: "hour",
      isRolling: false,
      timeZone: "UTC",
      limitAmount: 12_500_000_000_000n,
      thresholds: [50, 100],
      isHard: false,
      failMode: "closed",
      isEnabled: true,
    });
  }, PATIENT);
});

test("a budget is edited with its own terms in the boxes, and stays open with the reason when refused", async () => {
  const page = open("/budgets?open=3");
  page.answers.set("quotas.update", () => {
    throw refusal(400, "name: is taken");
  });
  await page.click("Edit");
  await page.type("Which one", "search2");
  await page.click("Save");
  await page.says("name: is taken");
  expect(inputOf(page, "quotas.update")).toMatchObject({
    id: "3",
    scope: "feature",
    scopeValue: "search2",
    limitAmount: 100_000_000_000_000n,
    timeZone: "Europe/Berlin",
  });
});

test("removing shows first what would be removed, and asks for the name", async () => {
  const page = open("/budgets?open=1");
  page.answers.set("quotas.remove", ({ confirm }) => ({
    isRemoved: confirm === true,
    quota: sampleBudgets[0],
  }));
  await page.click("Remove");
  await page.says("No longer limited: Everything together · $100.00 / Month · Europe/Berlin");
  await page.type("Type The month to go on", "The month");
  await page.click("Remove for ever");
  await vi.waitFor(() => {
    expect(inputOf(page, "quotas.remove")).toEqual({ id: "1", confirm: true });
    expect(page.address()).toBe("/budgets");
  }, PATIENT);
});

test("whoever may only read is offered no change; none at all says so; forbidden says who can help", async () => {
  const answers = sampleAnswers();
  answers.set("quotas.list", () => ({ quotas: [] }));
  answers.set("auth.me", () => ({
    id: "2",
    login: "anna",
    role: "auditor",
    permissions: ["quotas.read"],
  }));
  const page = openPage("/budgets", answers);
  await page.says("No budgets yet");
  expect(page.text()).not.toContain("New budget");
  answers.set("quotas.list", () => {
    throw refusal(403, "no");
  });
  const forbidden = openPage("/budgets", answers);
  await forbidden.says("You may not see this");
});
