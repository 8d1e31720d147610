// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

let provider: string | null;
beforeEach(() => {
  provider = null;
  vi.stubGlobal("fetch", async () => Promise.resolve(Response.json({ provider })));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const loggedOut = (): never => {
  throw refusal(401, "SESSION_INVALID");
};

test("a session that ended leads to the log-in and back to where one was", async () => {
  const answers = sampleAnswers();
  const me = answers.get("auth.me");
  const healthy = new Map(answers);
  for (const path of answers.keys()) {
    answers.set(path, loggedOut);
  }
  const page = openPage("/requests?range=7d", answers);
  await vi.waitFor(() => {
    expect(page.address()).toBe("/login?redirect=%2Frequests%3Frange%3D7d");
  }, PATIENT);
  await page.says("Your session has ended.");
  answers.set("auth.login", ({ password }) => {
    if (password !== "right") {
      throw refusal(401, "LOGIN_INVALID");
    }
    for (const [path, answer] of healthy) {
      answers.set(path, answer);
    }
    return me?.({});
  });
  await page.type("Login", " olga ");
  await page.type("Password", "wrong");
  await page.click("Log in");
  await page.says("Login or password is wrong.");
  await page.type("Password", "right");
  await page.click("Log in");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/requests?range=7d");
  }, PATIENT);
  await page.says("Newest first");
  expect(page.calls.find(({ path }) => path === "auth.login")?.input).toMatchObject({
    login: "olga",
  });
});

test("too many attempts and a lapse of the server are told apart from a wrong password", async () => {
  const page = openPage("/login");
  await page.says("Who spends what");
  page.answers.set("auth.login", () => {
    throw refusal(429, "RATE_LIMITED");
  });
  await page.type("Login", "olga");
  await page.type("Password", "x");
  await page.click("Log in");
  await page.says("Too many attempts.");
  page.answers.delete("auth.login");
  await page.click("Log in");
  await expect.poll(page.text, PATIENT).toContain("Logging in did not work just now.");
});

test("where there is an identity provider, a link leads to it and back to where one was going", async () => {
  provider = "login.example.com";
  const page = openPage("/login?redirect=%2Frequests");
  await page.says("Log in with single sign-on");
  const link = document.querySelector<HTMLAnchorElement>("a[title='login.example.com']");
  expect(link?.getAttribute("href")).toBe("/api/oidc/start?redirect=%2Frequests");
});
