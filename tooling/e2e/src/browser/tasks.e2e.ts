import { readFile } from "node:fs/promises";
import { makeRecord } from "@tokenledger/usage/testing";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { collectBatch } from "../system/collect-batch.ts";
import { startChromium } from "./stand/chromium.ts";
import { everyDetail, pastDays } from "./stand/raw-sums.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, settle, visit, type Owner, type Visitor } from "./stand/visitor.ts";
import { countText, moneyText } from "./stand/written.ts";

let browser: Browser;
let owner: Owner;
let visitor: Visitor;
let page: Page;

const days = pastDays();
const Csv = z.array(z.object({ costPicoUsd: z.string() }));
const button = (name: string) => page.getByRole("button", { name, exact: true });
const dialog = () => page.getByRole("dialog");

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
  visitor = await visit(browser, standOf(), null);
  ({ page } = visitor);
  const { url, login, password } = standOf();
  await page.goto(`${url}/requests?range=7d`);
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button("Log in").click();
  await page.waitForURL("**/requests?range=7d");
});
afterAll(async () => {
  await browser.close();
});

test("somebody at the page reads the overview, and narrows it to the dearest model with one click; going back widens it", async () => {
  await visitor.open(`/?range=${days.range}`);
  const models = page.locator("section", { has: page.getByRole("heading", { name: "Models" }) });
  const first = models.locator("li button").first();
  const name = (await first.locator("span.truncate").textContent()) ?? "";
  await first.click();
  await page.getByRole("button", { name: `Remove filter: Model ${name}` }).waitFor();
  expect(new URL(page.url()).searchParams.get("model")).toContain(name);
  const { startDate, endDate } = days;
  const narrowed = await owner.client.admin.systemOverview.query({
    startDate,
    endDate,
    models: [name],
  });
  await page
    .locator("dl > div", { hasText: "Requests" })
    .getByTitle(countText(narrowed.requests), { exact: true })
    .waitFor();
  await page.goBack();
  await page
    .getByRole("button", { name: `Remove filter: Model ${name}` })
    .waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page takes the cost apart: its components sum to it, and it is the procedure's", async () => {
  const { startDate, endDate } = days;
  const { figure } = await owner.client.usage.explain.query({ figure: { startDate, endDate } });
  const sum = (figure?.components ?? []).reduce((total, one) => total + one.costPicoUsd, 0n);
  expect(figure?.unexplainedPicoUsd).toBe(0n);
  expect(sum).toBe(figure?.costPicoUsd);
  await visitor.open(`/?range=${days.range}`);
  await page.getByRole("link", { name: `What ${moneyText(sum)} is made of` }).click();
  await dialog().locator("tfoot").getByText(moneyText(sum)).waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page asks the explorer another question, and takes it along as code", async () => {
  await visitor.open(`/explore?range=${days.range}`);
  await page.getByLabel("And by").selectOption("feature");
  await page.waitForURL(/sub=feature/);
  await settle(page);
  await button("Use this question").click();
  await dialog().getByText("createTokenledgerClient").first().waitFor();
  await dialog().getByRole("button", { name: "curl" }).click();
  await dialog()
    .getByText(/^curl /)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page looks a request up by Anthropic's id, and reads why it costs what it costs", async () => {
  const details = await everyDetail(owner.client, days);
  const wanted = details.find(
    ({ requestId, costPicoUsd }) => requestId !== null && costPicoUsd > 200_000_000_000n,
  );
  const requestId = wanted?.requestId ?? "";
  await visitor.open(`/requests?range=${days.range}`);
  await page.getByRole("searchbox", { name: "Look up" }).fill(requestId);
  await button("Look up").click();
  await page
    .getByText("1 records fetched")
    .or(page.getByText("1 record fetched"))
    .first()
    .waitFor();
  await page.locator("tbody a").first().click();
  await dialog().getByRole("heading", { name: "Why it costs that" }).waitFor();
  await dialog().getByText("Sum of the line").first().waitFor();
  await dialog()
    .getByText(moneyText(wanted?.costPicoUsd ?? 0n))
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page makes a key in the set-up, and sees its first record arrive", async () => {
  await visitor.open("/setup");
  await page.getByLabel("Name of the application").fill("end to end");
  await button("Create key").click();
  await page.getByText("Waiting for the first record…").waitFor();
  const token = (await page.locator("pre").first().textContent()) ?? "";
  const key = /tl_live_[\w-]+/.exec(token)?.[0] ?? "";
  await collectBatch(standOf().url, key, [makeRecord()]);
  await page.getByText("The first record is here").waitFor();
  await page.getByRole("link", { name: "Open the record" }).click();
  await dialog().getByText("What was billed").waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page gives a key another secret, and switches it off", async () => {
  await visitor.open("/keys");
  // Rows change places when what they used arrives: a click could meet another one, or none.
  const link = page.getByRole("link", { name: "end to end" }).first();
  await visitor.open((await link.getAttribute("href")) ?? "");
  await button("Rotate").click();
  await dialog().getByRole("button", { name: "Rotate" }).click();
  await dialog().getByText("Copy the key now").waitFor();
  await dialog().getByRole("button", { name: "I have copied it" }).click();
  await button("Disable").click();
  await dialog().getByRole("button", { name: "Disable" }).click();
  await button("Enable").waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page searches a user, opens it, and finds the same sum there", async () => {
  await visitor.open(`/users?range=${days.range}`);
  await page.getByRole("searchbox", { name: "Search users" }).fill("carmen");
  await page.getByRole("link", { name: "carmen@example.com" }).click();
  await page.getByRole("heading", { name: "carmen@example.com" }).waitFor();
  const { startDate, endDate } = days;
  const { requests } = await owner.client.admin.systemOverview.query({
    startDate,
    endDate,
    users: ["carmen@example.com"],
  });
  await page
    .locator("dl > div", { hasText: "Requests" })
    .getByTitle(countText(requests), { exact: true })
    .waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page reads a model's prices, and what re-pricing would change", async () => {
  await visitor.open("/models");
  await page
    .getByRole("table", { name: "Models in use" })
    .getByText("claude-haiku-4-5")
    .first()
    .waitFor();
  await visitor.open("/prices?open=claude-haiku-4-5");
  await dialog().getByText("All prices").waitFor();
  await visitor.open(`/prices?tab=reprice&range=${days.range}`);
  await button("Dry run").click();
  await page.getByText("Every stored cost is already what the book says.").waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page sets a budget, and removes it after typing its name", async () => {
  await visitor.open("/budgets");
  await button("New budget").click();
  await dialog().getByLabel("Name").fill("Short-lived");
  await dialog().getByLabel("Limit", { exact: true }).fill("12.50");
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "detached" });
  await button("Short-lived").click();
  await dialog().getByRole("button", { name: "Remove" }).click();
  await page.getByLabel("Type Short-lived to go on").fill("Short-lived");
  await button("Remove for ever").click();
  await button("Short-lived").waitFor({ state: "detached" });
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page tries an alert rule on the last 30 days before keeping it", async () => {
  await visitor.open("/alerts");
  await button("New rule").click();
  await dialog().getByLabel("Name").fill("Any dollar");
  await dialog().getByLabel("Amounts, rising").fill("0.01");
  await button("Try on the last 30 days").click();
  await dialog()
    .getByText(/Would have fired \d+×/)
    .waitFor();
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "detached" });
  await page.getByRole("table", { name: "Rules" }).getByText("Any dollar").first().waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page takes a view away as a file whose rows and sum are those of the screen", async () => {
  await visitor.open(`/requests?range=${days.range}&feature=chat`);
  await page.getByRole("link", { name: "Export this view" }).click();
  await dialog().getByRole("button", { name: "Start export" }).click();
  await dialog().waitFor({ state: "detached" });
  const { rows } = await owner.client.exports.list.query({ countMax: 1 });
  const id = rows[0]?.id ?? "";
  await expect.poll(async () => (await owner.client.exports.get.query({ id })).state).toBe("done");
  const link = page.locator(`a[download][href*="${id}"]`).first();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const lines = Csv.parse(parse(await readFile(await download.path()), { columns: true }));
  const { startDate, endDate } = days;
  const chat = (await everyDetail(owner.client, days)).filter(({ feature }) => feature === "chat");
  const { costPicoUsd } = await owner.client.admin.systemOverview.query({
    startDate,
    endDate,
    features: ["chat"],
  });
  expect(lines).toHaveLength(chat.reduce((count, row) => count + row.lines.length, 0));
  expect(lines.reduce((sum, line) => sum + BigInt(line.costPicoUsd), 0n)).toBe(costPicoUsd);
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page finds what was done in the audit log, whose chain is whole", async () => {
  await visitor.open("/audit?action=quotas.");
  await page.getByRole("table", { name: "Entries" }).getByText("quotas.remove").first().waitFor();
  await button("Verify the chain").click();
  await page.getByText("Nothing was changed or removed.").waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page sees whether the figures can be trusted, and has the sums checked", async () => {
  await visitor.open("/health");
  await page.getByText("Every record could be counted.").waitFor();
  await button("Rebuild, dry run").click();
  await page
    .getByRole("table", { name: "Checks and rebuilds of the sums" })
    .getByText("Done")
    .first()
    .waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page is told what the comparison with Anthropic needs", async () => {
  await visitor.open("/reconcile");
  await page.getByText("ANTHROPIC_ADMIN_KEY").first().waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page adds a member, whose password is shown once", async () => {
  await visitor.open("/settings?tab=members");
  await button("Add member").click();
  await dialog().getByLabel("Login").fill("auditor");
  await dialog().getByLabel("Role").selectOption("auditor");
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().getByText("Password of auditor").waitFor();
  await dialog().getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("table", { name: "Members" }).getByText("auditor").first().waitFor();
  expect(visitor.faults).toEqual([]);
});

test("somebody at the page calls a procedure by hand in the panel", async () => {
  await visitor.open("/panel?proc=auth.me");
  await button("Run").click();
  await page.getByText('"role": "owner"').first().waitFor();
  expect(visitor.faults).toEqual([]);
});
