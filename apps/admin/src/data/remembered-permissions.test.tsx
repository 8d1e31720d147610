// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../testing/fake-answers.ts";
import { openPage, PATIENT } from "../testing/open-page.tsx";
import { sampleAnswers } from "../testing/sample-answers.ts";

const NAME = "tokenledger.permissions";

const pathsAsked = (page: ReturnType<typeof openPage>): readonly string[] =>
  page.calls.map(({ path }) => path);

test("what the member may do is remembered, and forgotten when they log out", async () => {
  const page = openPage("/keys");
  await page.says("olga");
  expect(localStorage.getItem(NAME)?.split(" ")).toContain("quotas.read");
  await page.click("Log out");
  await expect.poll(page.address, PATIENT).toBe("/login");
  expect(localStorage.getItem(NAME)).toBeNull();
});

test("at the next visit cards behind a permission ask before the server has said who is there", async () => {
  localStorage.setItem(NAME, "usage.read quotas.read reconcile.read");
  const answers = sampleAnswers();
  answers.set("auth.me", async () => new Promise(() => undefined));
  const page = openPage("/", answers);
  await vi.waitFor(() => {
    expect(pathsAsked(page)).toEqual(
      expect.arrayContaining(["auth.me", "quotas.list", "reconcile.report"]),
    );
  }, PATIENT);
  expect(page.text()).not.toContain("olga");
});

test("what the server says outweighs what was remembered", async () => {
  localStorage.setItem(NAME, "usage.read keys.read members.read");
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({
    id: "2",
    login: "mona",
    role: "member",
    permissions: ["usage.read"],
  }));
  const page = openPage("/", answers);
  await page.says("mona");
  await vi.waitFor(() => {
    expect(localStorage.getItem(NAME)).toBe("usage.read");
  }, PATIENT);
  expect(
    Array.from(document.querySelectorAll("nav a")).map((link) => link.textContent),
  ).not.toContain("Keys");
});

test("the end of a session forgets it", async () => {
  localStorage.setItem(NAME, "usage.read");
  const answers = sampleAnswers();
  answers.set("auth.me", () => {
    throw refusal(401, "UNAUTHORIZED");
  });
  const page = openPage("/keys", answers);
  await vi.waitFor(() => {
    expect(page.address()).toContain("/login");
    expect(localStorage.getItem(NAME)).toBeNull();
  }, PATIENT);
});
