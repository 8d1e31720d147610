// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { openPage, PATIENT } from "../testing/open-page.tsx";
import { sampleAnswers } from "../testing/sample-answers.ts";

test("period and filters go along from page to page", async () => {
  const page = openPage("/?range=7d&user=alice&view=table");
  await page.click("Requests");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d&user=alice");
  }, PATIENT);
});

test("the menu of a phone opens, leads on, and is gone there", async () => {
  const page = openPage("/");
  await page.click("Menu");
  await vi.waitFor(() => {
    expect(document.querySelectorAll("dialog nav")).toHaveLength(1);
  }, PATIENT);
  await page.click("Users");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/users");
    expect(document.querySelectorAll("dialog")).toHaveLength(0);
  }, PATIENT);
});

test("? lists the shortcuts; behind the list the page is out of reach", async () => {
  const page = openPage("/?range=7d");
  await page.says("Top users");
  page.press("?");
  await page.says("Compare with the period before");
  page.press("x");
  await page.click("Close");
  page.press("t");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=today");
  }, PATIENT);
});

test("the language changes at once and is remembered", async () => {
  const page = openPage("/keys");
  await page.says("All keys");
  await page.choose("Language", "zh-CN");
  await page.says("全部密钥");
  expect(localStorage.getItem("tokenledger.language")).toBe("zh-CN");
  await vi.waitFor(() => {
    expect(document.documentElement.lang).toBe("zh-CN");
  }, PATIENT);
});

test("the theme changes at once and is remembered", async () => {
  const page = openPage("/keys");
  await page.choose("Appearance", "dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  await page.choose("Appearance", "system");
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
});

test("logging out leads to the log-in", async () => {
  const page = openPage("/keys");
  await page.says("olga");
  await page.click("Log out");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/login");
  }, PATIENT);
});

test("a server that does not answer is said once, and the figures stay", async () => {
  const answers = sampleAnswers();
  const page = openPage("/?range=7d", answers);
  await page.says("$30.00 for 32 requests");
  // Not all has been answered by now: what fails the first time is asked again as well.
  const healthy = new Map(answers);
  answers.clear();
  await vi.waitFor(() => {
    expect(page.text().split("The server does not answer.")).toHaveLength(2);
  }, PATIENT);
  expect(page.text()).toContain("$30.00 for 32 requests");
  for (const [path, answer] of healthy) {
    answers.set(path, answer);
  }
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("The server does not answer.");
  }, PATIENT);
});

test("an address that leads nowhere says so", async () => {
  const page = openPage("/nowhere");
  await page.says("There is no such page.");
  await page.click("Go to the overview");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/");
  }, PATIENT);
});

test("a fault of ours in one page leaves a way out", async () => {
  const answers = sampleAnswers();
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  answers.set("accessKeys.list", () => "nonsense");
  const page = openPage("/keys", answers);
  await expect.poll(page.text, PATIENT).toContain("Something on this page broke");
});

test("a chosen zone goes into the address, to every question and along every link, and is remembered", async () => {
  const page = openPage("/?range=2026-11-01..2026-11-02");
  await page.says("Top users");
  await page.click("Time zone: UTC");
  await page.type("Another time zone", "Asia/Kolkata");
  await page.click("Apply");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/?range=2026-11-01..2026-11-02&tz=Asia%2FKolkata");
    const asked = page.calls.findLast(({ path }) => path === "usage.trends")?.input;
    expect(asked).toMatchObject({
      timeZone: "Asia/Kolkata",
      startDate: new Date("2026-10-31T18:30:00Z"),
      endDate: new Date("2026-11-02T18:30:00Z"),
    });
  }, PATIENT);
  const menu = Array.from(document.querySelectorAll<HTMLAnchorElement>("nav a"));
  const without = menu.filter(({ href }) => !href.includes("tz=Asia%2FKolkata"));
  expect(without).toEqual([]);
  expect(localStorage.getItem("tokenledger.zone")).toBe("Asia/Kolkata");
});

test("an address without a zone takes the one chosen last, and says so", async () => {
  localStorage.setItem("tokenledger.zone", "America/New_York");
  const page = openPage("/budgets");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/budgets?tz=America%2FNew_York");
  }, PATIENT);
});
