// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers, sampleKeys } from "../../testing/sample-answers.ts";

test("keys are listed with what they used, their secrets nowhere", async () => {
  const page = openPage("/keys?range=7d");
  await page.says("tl_…_Ab3dEf7hIj00_…x7Q0");
  await page.says("$20.00");
  await page.says("Disabled");
  const asked = page.calls.filter(({ path }) => path === "admin.topConsumers");
  // Asked for beside the list, not after it: nobody need be named.
  expect(asked.every(({ input }) => !("accessKeyIds" in input))).toBe(true);
});

test("a key is made, shown once, and forgotten with the dialog", async () => {
  const page = openPage("/keys");
  page.answers.set("accessKeys.create", ({ name }) => ({
    accessKey: { ...sampleKeys[0], id: "3", name },
    token: "tl_live_secret",
  }));
  await page.says("All keys");
  await page.click("Create key");
  await page.type("Name", "  new-service  ");
  await page.click("Create key");
  await page.says("tl_live_secret");
  expect(page.calls.find(({ path }) => path === "accessKeys.create")?.input).toEqual({
    name: "new-service",
  });
  await page.click("I have copied it");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("tl_live_secret");
  }, PATIENT);
});

test("a key that could not be made says why", async () => {
  const page = openPage("/keys");
  page.answers.set("accessKeys.create", () => {
    throw refusal(403, "FORBIDDEN");
  });
  await page.says("All keys");
  await page.click("Create key");
  await page.type("Name", "x");
  await page.click("Create key");
  await expect.poll(page.text, PATIENT).toContain("Ask an owner or admin");
});

test("disabling asks first, and stays open when it fails", async () => {
  const page = openPage("/keys");
  let failing = true;
  page.answers.set("accessKeys.disable", () => {
    if (failing) {
      throw refusal(503, "UNAVAILABLE");
    }
    return sampleKeys[1];
  });
  await page.click("Disable");
  await page.says("Disable billing?");
  await page.click("Disable");
  await page.says("Nothing was changed.");
  failing = false;
  await page.click("Disable");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("Disable billing?");
  }, PATIENT);
  expect(page.calls.findLast(({ path }) => path === "accessKeys.disable")?.input).toEqual({
    id: "1",
  });
});

test("a disabled key is enabled again", async () => {
  const page = openPage("/keys");
  page.answers.set("accessKeys.enable", () => sampleKeys[0]);
  await page.click("Enable");
  await page.says("Enable search?");
  await page.click("Enable");
  await vi.waitFor(() => {
    expect(
      page.calls.some(({ path, input }) => path === "accessKeys.enable" && input["id"] === "2"),
    ).toBe(true);
  }, PATIENT);
});

test("who may not manage keys is offered nothing to manage", async () => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({
    id: "2",
    login: "anna",
    role: "analyst",
    permissions: ["usage.read", "keys.read"],
  }));
  const page = openPage("/keys", answers);
  await page.says("tl_…_Ab3dEf7hIj00_…x7Q0");
  expect(page.text()).not.toContain("Create key");
  expect(
    Array.from(document.querySelectorAll("button")).map((one) => one.textContent),
  ).not.toContain("Disable");
});

test("no keys yet says what to do", async () => {
  const answers = sampleAnswers();
  answers.set("accessKeys.list", () => []);
  const page = openPage("/keys", answers);
  await expect.poll(page.text, PATIENT).toContain("No access keys yet");
});
