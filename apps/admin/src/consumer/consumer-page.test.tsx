// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../testing/fake-answers.ts";
import { openPage, PATIENT } from "../testing/open-page.tsx";
import { sampleAnswers, sampleKeys, sampleUsers } from "../testing/sample-answers.ts";

test("a user's page asks for that user alone, whatever else is filtered by", async () => {
  const page = openPage("/users/1?range=7d&model=claude-haiku-4-5");
  await page.says("Top access keys");
  await page.says("$30.00 for 32 requests");
  const asked = page.calls.filter(({ path }) => path === "admin.systemOverview");
  expect(asked.length).toBeGreaterThan(0);
  for (const { input } of asked) {
    expect(input).toMatchObject({ users: ["alice"], models: ["claude-haiku-4-5"] });
  }
  expect(page.text()).not.toContain("Top users");
});

test("a key's page says which key it is, and what came last with it", async () => {
  const page = openPage("/keys/1");
  await page.says("tl_…_Ab3dEf7hIj00_…x7Q0");
  await page.says("Latest records");
  expect(page.calls.find(({ path }) => path === "usage.details")?.input).toMatchObject({
    accessKeyIds: ["1"],
  });
});

test("a user is disabled where they are looked at, after the question", async () => {
  const page = openPage("/users/1");
  page.answers.set("users.disable", () => sampleUsers[1]);
  await page.click("Disable");
  await page.says("Disable alice?");
  await page.click("Disable");
  await vi.waitFor(() => {
    expect(page.calls.find(({ path }) => path === "users.disable")?.input).toEqual({ id: "1" });
  }, PATIENT);
});

test("a disabled key is enabled where it is looked at", async () => {
  const page = openPage("/keys/2");
  page.answers.set("accessKeys.enable", () => sampleKeys[0]);
  await page.click("Enable");
  await page.click("Enable");
  await vi.waitFor(() => {
    expect(page.calls.find(({ path }) => path === "accessKeys.enable")?.input).toEqual({ id: "2" });
  }, PATIENT);
});

test("who is not there is said, with a way on", async () => {
  const page = openPage("/users/99");
  await page.says("There is no such user.");
  await page.click("Users");
  await expect.poll(page.address, PATIENT).toBe("/users");
  const other = openPage("/keys/99");
  await other.says("There is no such access key.");
});

test("what is no id is no user; a question that the server does not know is a fault, not a missing user", async () => {
  const answers = sampleAnswers();
  const refuseWith = (httpStatus: number, reason: string): void => {
    answers.set("users.get", () => {
      throw refusal(httpStatus, reason);
    });
  };
  refuseWith(400, "INVALID_INPUT");
  await expect
    .poll(openPage("/users/abc", answers).text, PATIENT)
    .toContain("There is no such user.");
  refuseWith(404, "NO_PROCEDURE");
  await expect
    .poll(openPage("/users/1", answers).text, PATIENT)
    .toContain("This could not be loaded");
});

test("who may not manage is offered no switch", async () => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({
    id: "2",
    login: "anna",
    role: "analyst",
    permissions: ["usage.read", "usage.read.detail", "keys.read", "users.read"],
  }));
  const page = openPage("/users/1", answers);
  await page.says("Latest records");
  expect(
    Array.from(document.querySelectorAll("button")).map((one) => one.textContent),
  ).not.toContain("Disable");
});
