// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { refusal } from "../../testing/fake-answers.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

const procedures = [
  {
    path: "admin.systemOverview",
    type: "query",
    permission: "usage.read",
    description: "Totals of everything in a range.",
    input: {
      type: "object",
      properties: {
        startDate: { type: "string", format: "date-time" },
        endDate: { type: "string", format: "date-time" },
        users: { type: "array", items: { type: "string" } },
        forecast: { type: "boolean", default: false },
      },
      required: ["startDate", "endDate"],
    },
  },
  {
    path: "quotas.update",
    type: "mutation",
    permission: "quotas.manage",
    description: "Changes a quota.",
    input: {
      type: "object",
      properties: {
        id: { type: "string" },
        limitAmount: { anyOf: [{ type: "string", format: "bigint" }] },
      },
      required: ["id"],
    },
  },
  { path: "auth.me", type: "query", permission: "session", description: "Who I am.", input: null },
];

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("fetch", async () => Promise.resolve(Response.json({ procedures })));
});

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("a procedure is found, filled in by its schema, run with real times, and the address carries the call", async () => {
  const page = openPage("/panel");
  await page.type("Search procedures", "totals");
  await page.click("admin.systemOverview");
  await page.says("usage.read");
  await page.type("startDate", "2026-11-01T00:00:00.000Z");
  await page.type("users", '["alice"]');
  await page.choose("forecast", "true");
  await page.click("Run");
  await page.says("bytes");
  expect(inputOf(page, "admin.systemOverview")).toMatchObject({
    startDate: new Date("2026-11-01"),
    users: ["alice"],
    forecast: true,
  });
  expect(page.text()).toContain('"costPicoUsd": "30000000000000n"');
  expect(new URLSearchParams(location.search).get("input")).toContain("alice");
  await page.says("Calls of this tab");
  await page.click("As curl");
  await page.says("/trpc/admin/admin.systemOverview");
});

test("a change is asked about first, its bigints are bigints, and what it carries is kept nowhere", async () => {
  const answers = sampleAnswers();
  answers.set("quotas.update", () => ({ id: "1" }));
  const page = openPage("/panel?proc=quotas.update", answers);
  await page.type("Input as JSON", '{"id":"1","limitAmount":"90071992547409931"}');
  await page.click("Run");
  await page.says("Run quotas.update?");
  expect(inputOf(page, "quotas.update")).toBeUndefined();
  await page.click("Run");
  await page.says("bytes");
  expect(inputOf(page, "quotas.update")).toEqual({ id: "1", limitAmount: 90071992547409931n });
  expect(sessionStorage.getItem("tokenledger.panel")).not.toContain("9007199");
  expect(page.address()).toBe("/panel?proc=quotas.update");
});

test("a refusal is told with its reason and stands in the list of calls", async () => {
  const answers = sampleAnswers();
  answers.set("admin.systemOverview", () => {
    throw refusal(400, "INVALID_INPUT");
  });
  const page = openPage("/panel?proc=admin.systemOverview&input=%7B%7D", answers);
  await page.click("Run");
  await page.says("refused");
  await page.type("Input as JSON", "{");
  await page.says("This is not JSON.");
  expect(sessionStorage.getItem("tokenledger.panel")).toContain('"isOk":false');
});

test("where it is not served it says what that needs", async () => {
  vi.stubGlobal("fetch", async () => Promise.resolve(new Response("{}", { status: 404 })));
  const page = openPage("/panel");
  await expect.poll(page.text, PATIENT).toContain("TOKENLEDGER_PANEL=on");
});
