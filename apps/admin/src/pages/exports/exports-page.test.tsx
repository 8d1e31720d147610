// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import type { ExportRow } from "./exports-part.ts";

// Fetched before the tests, not while they wait.
beforeAll(async () => {
  await import("./exports-page.tsx");
  await import("../requests/requests-page.tsx");
}, 60_000);

const startDate = new Date("2026-11-01T00:00:00Z");

const done: ExportRow = {
  id: "01a208ea-5d00-7000-8000-000000000001",
  state: "done",
  isStopping: false,
  request: {
    subject: { kind: "records", filter: { startDate, endDate: new Date("2026-11-08T00:00:00Z") } },
    format: "csv",
    isGzipped: true,
    hasBom: false,
    columns: ["eventId"],
    masking: "none",
  },
  fileName: "tokenledger-records.csv.gz",
  askedBy: "olga",
  createTime: startDate,
  startTime: startDate,
  finishTime: startDate,
  expireTime: new Date("2026-11-09T00:00:00Z"),
  completeUntil: startDate,
  rowCount: 1200n,
  rowTotal: 1200n,
  rowsPerSecond: 600,
  remainingMs: null,
  byteCount: 34_500n,
  sha256: "ab".repeat(32),
  totals: {
    rows: 1200n,
    requests: 1100n,
    inputTokens: 1n,
    cacheCreationInputTokens: 0n,
    cacheReadInputTokens: 0n,
    outputTokens: 1n,
    costPicoUsd: 3_000_000_000_000n,
    unpricedRequests: 0n,
  },
  failure: null,
  downloadPath: "/exports/1/tokenledger-records.csv.gz",
  manifestPath: "/exports/1/tokenledger-records.csv.gz.manifest.json",
};

const running: ExportRow = {
  ...done,
  id: "01a208ea-5d00-7000-8000-000000000002",
  state: "running",
  fileName: "tokenledger-trends.csv",
  rowCount: 300n,
  remainingMs: 1500,
  sha256: null,
  totals: null,
  downloadPath: null,
  manifestPath: null,
};

const open = (
  address: string,
  rows: readonly ExportRow[] = [running, done],
  permissions: readonly string[] = ["exports.read", "exports.create", "usage.read.detail"],
): OpenPage => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => ({ id: "1", login: "olga", role: "owner", permissions }));
  answers.set("exports.list", () => ({ rows }));
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("an export says how far it is, and a finished one where its file lies and what it sums to", async () => {
  const page = open("/exports");
  await page.says("300 of 1,200 lines · 600 lines per second · about 1.5s left");
  expect(document.querySelector("progress")?.value).toBe(300);
  const link = document.querySelector("a[download]");
  expect(link?.getAttribute("href")).toBe(done.downloadPath);
  for (const expected of ["34.5 kB", "$3.00", "ab".repeat(32), "olga", "1 column", "with names"]) {
    expect(page.text()).toContain(expected);
  }
});

test.each([
  ["too_large", "The file grew larger than one export may be. Ask for less."],
  ["failed", "It could not be written. The log of the scheduler says why."],
] as const)("an export that failed (%s) says why, and what to do", async (failure, words) => {
  const page = open("/exports", [{ ...running, state: "failed", failure }]);
  await page.says(words);
  expect(page.text()).not.toContain(failure === "failed" ? "grew larger" : "the log");
});

test("the form asks for the period and the filters of the address", async () => {
  const page = open("/exports?new=records&range=2026-11-01..2026-11-03&model=m&outcome=error");
  page.answers.set("exports.create", () => running);
  await page.says("All 44 columns");
  await page.choose("Format", "jsonl");
  await page.click("Start export");
  await vi.waitFor(() => {
    expect(inputOf(page, "exports.create")).toEqual({
      subject: {
        kind: "records",
        filter: {
          startDate,
          endDate: new Date("2026-11-04T00:00:00Z"),
          models: ["m"],
          outcomes: ["error"],
        },
      },
      format: "jsonl",
      isGzipped: false,
      hasBom: false,
      masking: "masked",
    });
  }, PATIENT);
  await expect.poll(page.address, PATIENT).not.toContain("new=");
});

test("sums are split and cut as the address says; columns may be left out", async () => {
  const page = open("/exports?new=trends&range=2026-11-01..2026-11-03&by=model&roll=week");
  page.answers.set("exports.create", () => {
    throw refusal(400, "has a name that is no column here");
  });
  await page.says("All 10 columns");
  const boxes = Array.from(document.querySelectorAll<HTMLElement>("details label"));
  boxes.find(({ textContent }) => textContent === "costPicoUsd")?.click();
  await page.says("9 of 10 columns");
  await page.click("Start export");
  await page.says("has a name that is no column here");
  expect(inputOf(page, "exports.create")).toMatchObject({
    subject: { kind: "trends", groupBy: "model", aggregationPeriod: "week" },
    columns: [
      "periodStart",
      "requests",
      "inputTokens",
      "cacheCreationInputTokens",
      "cacheReadInputTokens",
      "outputTokens",
      "costUsd",
      "unpricedRequests",
      "model",
    ],
  });
});

test("stopping asks first", async () => {
  const page = open("/exports");
  page.answers.set("exports.cancel", () => ({ ...running, state: "cancelled" }));
  await page.click("Stop");
  await page.says("Stop tokenledger-trends.csv?");
  await page.click("Stop");
  await vi.waitFor(() => {
    expect(inputOf(page, "exports.cancel")).toEqual({ id: running.id });
  }, PATIENT);
});

test("who may not ask for exports is offered none, and an empty list says what to do", async () => {
  const page = open("/exports?new=records", [], ["exports.read"]);
  await page.says("No exports yet");
  expect(document.querySelector("dialog")).toBeNull();
  expect(page.text()).not.toContain("New export");
});

test("the requests' page leads here with its view", async () => {
  const page = open("/requests?range=7d&model=m&outcome=error");
  await page.click("Export this view");
  await page.says("All 44 columns");
  expect(page.address()).toBe("/exports?range=7d&model=m&new=records&outcome=error");
});
