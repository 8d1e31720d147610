import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { maskValue } from "./mask-answer.ts";
import { Masker } from "./masker.ts";
import { PseudonymBook } from "./pseudonym-book.ts";
import { AdminBench } from "../testing/admin-bench.ts";
import { TEST_PEPPER } from "../testing/memory-keys.ts";

const range = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-08") };
const NAME = "anna.canary@example.org";
const MASKED = /^a\*\*\*@e\*\*\* ~[0-9a-f]{12}$/;

const masker = new Masker({
  pepper: TEST_PEPPER,
  book: new PseudonymBook(),
  ownNames: new Set(["myself"]),
});

const mask = (value: unknown, ofUsers = false): string =>
  JSON.stringify(maskValue(masker, value, ofUsers));

test.each([
  ["a row's user", { rows: [{ user: NAME, model: "m" }] }],
  ["a list of names", { userNames: [NAME] }],
  ["a consumer", { rows: [{ dimensionType: "user", dimensionId: NAME, name: NAME }] }],
  ["rows under a list of users", { byUser: [{ group: NAME, lineCount: 1 }] }],
  ["a dimension", { dimension: { type: "user", id: NAME } }],
  ["a quota", { scope: "user", scopeValue: NAME }],
  [
    "an alert, its sentences too",
    { dimension: `user:${NAME}`, dimensionName: NAME, title: `${NAME} used $80` },
  ],
  [
    "a user inside of a list of users",
    { users: [{ id: "1", name: NAME, displayName: "anna.canary" }] },
  ],
  ["a kept record", { letters: [{ record: { user: NAME, tags: {} } }] }],
])("%s is masked", (_, value) => {
  expect(mask(value)).not.toContain("canary");
  expect(mask(value)).toContain("~");
});

test("a name is the same pseudonym everywhere, and two names are two", () => {
  expect(masker.user(NAME)).toMatch(MASKED);
  expect(masker.user(NAME)).toBe(masker.user(NAME));
  expect(masker.user("anna.kanary@example.org")).not.toBe(masker.user(NAME));
  expect(masker.user("u_42")).toMatch(/^u\*\*\* ~[0-9a-f]{12}$/);
});

test("one's own name, numbers, dates and the names of keys and models are not hidden", () => {
  const value = {
    user: "myself",
    rows: [{ dimensionType: "access_key", dimensionId: "1", name: "billing", tokens: 5n }],
    at: new Date(0),
    models: [{ name: "claude-haiku-4-5" }],
    nothing: null,
  };
  expect(maskValue(masker, value, false)).toEqual(value);
});

test("ids of calls show their first 8 characters", () => {
  expect(mask({ requestId: "req_0123456789", messageId: null })).toBe(
    '{"requestId":"req_0123…","messageId":null}',
  );
});

const stream = async function* (): AsyncGenerator {
  yield await Promise.resolve({ user: NAME });
};

test("a stream is masked part by part", async () => {
  const masked = z.custom<AsyncIterable<unknown>>().parse(maskValue(masker, stream(), false));
  for await (const part of masked) expect(JSON.stringify(part)).not.toContain("canary");
});

const Rows = z.object({ rows: z.array(z.object({ name: z.string() })) });

let bench: AdminBench;
beforeEach(() => {
  bench = new AdminBench();
  const totals = {
    inputTokens: 1n,
    cacheCreationInputTokens: 0n,
    cacheReadInputTokens: 0n,
    outputTokens: 1n,
    requests: 1n,
    costPicoUsd: 1n,
    unpricedRequests: 0n,
    failedRequests: 0n,
    cacheWrite5mTokens: 0n,
    cacheWrite1hTokens: 0n,
    previous: null,
  };
  const rows = [{ ...totals, dimensionId: NAME, name: NAME }];
  bench.queries.topConsumers = () => Promise.resolve({ rows, other: totals });
});

const top = async (role: "owner" | "analyst", dimensionType = "user"): Promise<string> => {
  const token = await bench.openSession(await bench.addMember(role));
  const answer = await bench.call("admin.topConsumers", token, { ...range, dimensionType });
  return Rows.parse(answer).rows[0]?.name ?? "";
};

test("names are shown to who may know people, and masked for who may not", async () => {
  expect(await top("owner")).toBe(NAME);
  expect(await top("analyst")).toMatch(MASKED);
});

test("who clicks on a pseudonym asks for the user behind it", async () => {
  const shown = await top("analyst");
  const token = await bench.openSession(await bench.addMember("analyst"));
  await bench.call("admin.systemOverview", token, { ...range, users: [shown, "u ~000000000000"] });
  expect(bench.queries.asked.at(-1)).toMatchObject([
    "overview",
    { kind: "all" },
    { users: [NAME, "u ~000000000000"] },
  ]);
});
