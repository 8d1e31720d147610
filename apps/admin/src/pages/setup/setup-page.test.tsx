// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers, sampleKeys } from "../../testing/sample-answers.ts";
import { sampleRecord } from "../../testing/sample-record.ts";

const withNewKey = () => {
  const answers = sampleAnswers();
  answers.set("accessKeys.create", ({ name }) => ({
    accessKey: { ...sampleKeys[0], id: "7", name, createTime: new Date() },
    token: "tl_live_secret",
  }));
  answers.set("usage.details", () => ({ rows: [], nextCursor: null, completeUntil: new Date() }));
  return answers;
};

test("from nothing to the first record: the key stands in the snippet, and the page notices the record by itself", async () => {
  const answers = withNewKey();
  const page = openPage("/setup", answers);
  await page.says("Create a key first.");
  await page.type("Name of the application", "first-app");
  await page.click("Create key");
  await page.says("Waiting for the first record…");
  await page.says("TOKENLEDGER_KEY=tl_live_secret");
  await page.click("HTTP");
  await page.says("Authorization: Bearer tl_live_secret");
  answers.set("usage.details", () => ({
    rows: [sampleRecord],
    nextCursor: null,
    completeUntil: new Date(),
  }));
  await page.says("The first record is here");
  expect(page.calls.findLast(({ path }) => path === "usage.details")?.input).toMatchObject({
    accessKeyIds: ["7"],
  });
  await page.click("Open the record");
  await vi.waitFor(() => {
    expect(page.address()).toContain("/requests?range=today&record=1%3A");
  }, PATIENT);
});

test("who may not see records is told so instead of waiting for ever", async () => {
  const answers = withNewKey();
  answers.set("usage.details", () => {
    throw refusal(403, "FORBIDDEN");
  });
  const page = openPage("/setup", answers);
  await page.type("Name of the application", "first-app");
  await page.click("Create key");
  await expect.poll(page.text, PATIENT).toContain("You may not see this");
});

test("a snippet can be copied", async () => {
  const page = openPage("/setup");
  const written: string[] = [];
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    written.push(text);
    await Promise.resolve();
  });
  await page.click("Any client");
  await page.click("Copy");
  await page.says("Copied");
  expect(written[0]).toContain("ledger.record({");
});

test("a browser that refuses the clipboard changes nothing", async () => {
  const page = openPage("/setup");
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("refused"));
  await page.click("Copy");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("Copied");
  }, PATIENT);
});
