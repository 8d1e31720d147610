// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { sampleBook, sampleReport, sampleRun } from "../../testing/sample-prices.ts";

const open = (address: string): OpenPage => {
  const answers = sampleAnswers();
  answers.set("prices.list", () => sampleBook);
  answers.set("prices.runs", () => [sampleRun]);
  answers.set("prices.reprice", () => sampleReport);
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("the book is read model by model; uncertain prices and models without any are marked", async () => {
  const page = open("/prices");
  await page.says("Edition 2: 5 prices of 3 models.");
  await page.says("$15.00");
  await page.says("$1.00 ?");
  await page.says("unpriced");
  expect(page.text()).toContain("Web search: $0.01 per request");
});

test("the search narrows the book by any name of a model", async () => {
  const page = open("/prices");
  await page.says("claude-haiku-4-5");
  await page.type("Search models", "20250929");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("claude-haiku-4-5");
  }, PATIENT);
  expect(page.address()).toBe("/prices?q=20250929");
  await page.type("Search models", "gpt");
  await page.says("No model of that name");
});

test("models in use without a price are called out, and a price is added from there", async () => {
  const page = open("/prices");
  page.answers.set("prices.create", () => ({ version: 3 }));
  await page.says("requests of the last 30 days have no price");
  await page.click("Add a price");
  await page.type("Model", "claude-new-1");
  await page.type("Dollars per million tokens", "2.5");
  await page.type("Where the figure was read", "a page");
  await page.type("Why it is changed", "it came out");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "prices.create")).toMatchObject({
      prices: [
        { model: "claude-new-1", priceClass: "input", picoUsd: 2_500_000n, validFrom: null },
      ],
      models: [{ id: "claude-new-1" }],
      reason: "it came out",
    });
  }, PATIENT);
});

test("a price is corrected from its model's drawer; what was not touched stays", async () => {
  const page = open("/prices?open=claude-sonnet-4-5");
  page.answers.set("prices.update", () => ({ version: 3 }));
  await page.says("over 200,000 tokens");
  await page.click("Correct");
  await page.says("Correct a price");
  await page.type("Dollars per million tokens", "not a price");
  await page.says("at most six digits");
  await page.type("Dollars per million tokens", "7");
  await page.type("Why it is changed", "typo");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "prices.update")).toMatchObject({
      id: "p2",
      picoUsd: 7_000_000n,
      confidence: "official",
      sources: ["Anthropic, pricing page"],
      validTo: null,
      reason: "typo",
    });
  }, PATIENT);
});

test("a price is removed only after its model's name was typed", async () => {
  const page = open("/prices?open=claude-haiku-4-5");
  page.answers.set("prices.remove", () => {
    throw refusal(503, "UNAVAILABLE");
  });
  await page.click("Remove");
  await page.says("Remove this price?");
  await page.type("Why it is changed", "wrong");
  await page.type("Type claude-haiku-4-5 to go on", "claude-haiku-4-5");
  await page.click("Remove");
  await page.says("Nothing was changed.");
  expect(inputOf(page, "prices.remove")).toEqual({ ids: ["p4"], reason: "wrong" });
});

test("an older edition is shown as it was, and cannot be changed", async () => {
  const page = open("/prices?tab=editions");
  await page.says("New list");
  page.answers.set("prices.list", ({ version }) => ({ ...sampleBook, version: version ?? 2 }));
  await page.click("Show");
  await page.says("This is edition 1, not the one in force.");
  expect(page.address()).toBe("/prices?tab=book&version=1");
  await page.click("claude-sonnet-4-5");
  await page.says("All prices");
  expect(page.text()).not.toContain("Correct");
  await page.click("Close");
  await expect.poll(page.address, PATIENT).toBe("/prices?tab=book&version=1");
  await page.click("Show the one in force");
  await expect.poll(page.address, PATIENT).toBe("/prices?tab=book");
});

test("re-pricing tells what would change before it changes anything, and asks for a word", async () => {
  const page = open("/prices?tab=reprice&range=2026-11-01..2026-11-03&model=claude-sonnet-4-5");
  await page.click("Dry run");
  await page.says("12 lines would change from $2.00 to $3.50.");
  expect(inputOf(page, "prices.reprice")).toEqual({
    startDate: new Date("2026-11-01T00:00:00Z"),
    endDate: new Date("2026-11-04T00:00:00Z"),
    models: ["claude-sonnet-4-5"],
    dryRun: true,
  });
  await page.click("User");
  await page.says("nobody named");
  await page.click("Apply");
  await page.says("Reports of this period will change by +$1.50");
  await page.type("Why it is changed", "new list");
  await page.type("Type reprice to go on", "reprice");
  await page.click("Apply");
  await vi.waitFor(() => {
    expect(inputOf(page, "prices.reprice")).toMatchObject({ dryRun: false, reason: "new list" });
  }, PATIENT);
});

test("an applied run is undone after its word was typed", async () => {
  const page = open("/prices?tab=reprice");
  page.answers.set("prices.undo", () => sampleReport);
  await page.says("+$1.50");
  await page.click("Undo");
  await page.type("Why it is changed", "wrong list");
  await page.type("Type undo to go on", "undo");
  await page.click("Undo");
  await vi.waitFor(() => {
    expect(inputOf(page, "prices.undo")).toEqual({ runId: "7", reason: "wrong list" });
  }, PATIENT);
});

test("a file is told apart before it is brought in", async () => {
  const page = open("/prices");
  page.answers.set("prices.importFile", () => ({
    version: 2,
    added: [sampleBook.rows[0]],
    removed: [],
  }));
  await page.click("Import a file");
  await page.says("First you see what it would change.");
  const box = document.querySelector<HTMLInputElement>('input[type="file"]');
  const files = new DataTransfer();
  files.items.add(new File(['{"a":1}'], "prices.json", { type: "application/json" }));
  Object.defineProperty(box, "files", { value: files.files });
  box?.dispatchEvent(new Event("change", { bubbles: true }));
  await page.type("Why it is changed", "list");
  await page.click("Show what would change");
  await page.says("1 prices would be added, 0 removed.");
  expect(inputOf(page, "prices.importFile")).toEqual({
    file: { a: 1 },
    dryRun: true,
    reason: "list",
  });
  await page.type("Type import to go on", "import");
  await page.click("Import");
  await vi.waitFor(() => {
    expect(inputOf(page, "prices.importFile")).toMatchObject({ dryRun: false });
  }, PATIENT);
});

test("who may not change prices is offered no change", async () => {
  const answers = sampleAnswers();
  answers.set("prices.list", () => sampleBook);
  answers.set("auth.me", () => ({
    id: "2",
    login: "anna",
    role: "auditor",
    permissions: ["usage.read", "prices.read"],
  }));
  const page = openPage("/prices", answers);
  await page.says("Edition 2");
  expect(page.text()).not.toContain("Add a price");
});
