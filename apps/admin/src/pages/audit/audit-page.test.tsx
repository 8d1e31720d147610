// @vitest-environment happy-dom
import type { AuditEntry } from "@tokenledger/usage";
import { beforeAll, expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

// Fetched before the tests, not while they wait.
beforeAll(async () => {
  await import("./audit-page.tsx");
}, 60_000);

const entry: AuditEntry = {
  seq: "7",
  time: new Date("2026-11-03T10:00:00Z"),
  id: "1",
  login: "olga",
  role: "owner",
  session: "ab12",
  network: "192.0.2.0/24",
  action: "accessKeys.create",
  outcome: "done",
  parameters: { name: "billing" },
  hash: "cd".repeat(32),
};
const failed: AuditEntry = {
  ...entry,
  seq: "6",
  id: null,
  login: null,
  role: null,
  session: null,
  network: null,
  action: "auth.login",
  outcome: "failed",
  parameters: {},
};

const open = (address: string): OpenPage => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({
    id: "1",
    login: "olga",
    role: "auditor",
    permissions: ["audit.read", "members.read"],
  }));
  answers.set("audit.list", () => ({ entries: [entry, failed], nextSeq: "6" }));
  answers.set("members.list", () => [{ id: "1", login: "olga" }]);
  return openPage(address, answers);
};

const inputOf = (page: OpenPage): unknown =>
  page.calls.findLast((call) => call.path === "audit.list")?.input;

test("entries are filtered and paged by the address", async () => {
  const page = open("/audit?range=2026-11-01..2026-11-03&action=auth.&actor=1&outcome=failed");
  await page.says("nobody known");
  expect(inputOf(page)).toEqual({
    countMax: 100,
    startDate: new Date("2026-11-01T00:00:00Z"),
    endDate: new Date("2026-11-04T00:00:00Z"),
    action: "auth.",
    actorId: "1",
    outcome: "failed",
  });
  await page.click("Older");
  await vi.waitFor(() => {
    expect(inputOf(page)).toMatchObject({ beforeSeq: "6" });
  }, PATIENT);
  await page.choose("Outcome", "");
  await vi.waitFor(() => {
    expect(inputOf(page)).not.toHaveProperty("outcome");
    expect(inputOf(page)).not.toHaveProperty("beforeSeq");
  }, PATIENT);
});

test("an entry is opened whole, and its action narrows the page", async () => {
  const page = open("/audit");
  await page.click("Open entry 7");
  await page.says("cd".repeat(32));
  await page.click("Close");
  await page.click("accessKeys.create");
  await vi.waitFor(() => {
    expect(inputOf(page)).toMatchObject({ action: "accessKeys.create" });
  }, PATIENT);
});

test("the chain is followed to its head, and a break is named", async () => {
  const page = open("/audit");
  const next = { seq: "50", hash: "ef".repeat(32) };
  const half = { checkedCount: 50, totalCount: "80", next, broken: null };
  const rest = { checkedCount: 30, totalCount: "80", next: null, broken: null };
  page.answers.set("audit.verify", ({ after }) => (after === null ? half : rest));
  await page.click("Verify the chain");
  await page.says("80 entries were checked");
  expect(page.calls.findLast(({ path }) => path === "audit.verify")?.input).toEqual({
    after: next,
  });
  page.answers.set("audit.verify", () => ({ ...rest, broken: { seq: "9", fault: "missing" } }));
  await page.click("Verify the chain");
  await page.says("The chain breaks at entry 9: an entry before it is gone.");
  page.answers.set("audit.verify", () => {
    throw refusal(503, "UNAVAILABLE");
  });
  await page.click("Verify the chain");
  await page.says("Nothing was changed.");
});

test("who may not read the log is told so, and nothing is shown where nothing happened", async () => {
  const page = open("/audit");
  page.answers.set("audit.list", () => {
    throw refusal(403, "FORBIDDEN");
  });
  await page.says("You may not see this");
  const other = open("/audit?before=x&action=%25");
  other.answers.set("audit.list", () => ({ entries: [], nextSeq: null }));
  await other.says("No entries");
  expect(inputOf(other)).not.toHaveProperty("beforeSeq");
  expect(inputOf(other)).not.toHaveProperty("action");
});
