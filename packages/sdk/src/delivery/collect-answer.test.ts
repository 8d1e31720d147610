import { describe, expect, test } from "vitest";
import { readCollectAnswer, serverTimeMs } from "./collect-answer.ts";

const NOW = Date.UTC(2026, 10, 23);

const answered = (status: number, body: unknown = "", retryAfter: string | null = null) =>
  readCollectAnswer(
    { status, retryAfter, body: typeof body === "string" ? body : JSON.stringify(body) },
    2,
    NOW,
  );

const results = (...list: object[]) => ({ result: { data: { results: list, serverTimeMs: NOW } } });
const accepted = { status: "accepted" };
const ourError = {
  error: { message: "no", data: { code: "BAD_REQUEST", reason: "INVALID_INPUT" } },
};

describe("a whole answer of our server settles each record", () => {
  test.each([
    [[accepted, { status: "duplicate" }]],
    [[{ status: "rejected", code: "invalid", message: "usage: must be" }, accepted]],
  ])("%j", (list) => {
    expect(answered(200, results(...list))).toEqual({ kind: "settled", results: list });
  });
});

describe("a 200 that is not a whole answer of ours settles nothing", () => {
  test.each([
    ["an empty body", ""],
    ["a page of a captive portal", "<html>Please log in</html>"],
    ["half an answer", JSON.stringify(results(accepted, accepted)).slice(0, 40)],
    ["too few results", results(accepted)],
    ["too many results", results(accepted, accepted, accepted)],
    ["an unknown status", results(accepted, { status: "maybe" })],
    ["a result that is none", { result: { data: { results: [accepted, "accepted"] } } }],
    ["another server's JSON", { ok: true }],
  ])("%s", (_case, body) => {
    expect(answered(200, body)).toMatchObject({ kind: "away" });
  });
});

const AWAY = [408, 409, 423, 425, 429, 500, 501, 502, 503, 504, 507, 508, 511, 520, 522, 529, 599];
const HELD = [
  300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 410, 415, 421, 422,
  451,
];

describe("the status says what follows", () => {
  test.each(AWAY)("%i: again, after our own wait", (status) => {
    expect(answered(status)).toMatchObject({ kind: "away", retryAfterMs: null });
  });
  test.each(AWAY)("%i with Retry-After: again, after that", (status) => {
    expect(answered(status, "", "7")).toMatchObject({ kind: "away", retryAfterMs: 7_000 });
  });
  test.each(HELD)("%i: held", (status) => {
    expect(answered(status)).toMatchObject({ kind: "held", reason: `HTTP ${status}` });
  });
  test.each([201, 202, 204, 206, 299])("%i without an answer: again", (status) => {
    expect(answered(status)).toMatchObject({ kind: "away" });
  });
  test("413: smaller", () => {
    expect(answered(413)).toEqual({ kind: "too_large" });
  });
  test.each([400, 412, 422])("%i in our own words: refused, to be halved", (status) => {
    expect(answered(status, ourError)).toEqual({
      kind: "refused",
      code: "INVALID_INPUT",
      message: "no",
    });
  });
  test.each([401, 403, 404])("%i in our own words: held, never refused", (status) => {
    expect(answered(status, ourError)).toMatchObject({ kind: "held" });
  });
});

test("the server's clock is read from the body, else from Date", () => {
  const date = new Date(NOW).toUTCString();
  expect(serverTimeMs({ body: JSON.stringify(results(accepted)), date: null })).toBe(NOW);
  expect(serverTimeMs({ body: "", date })).toBe(NOW);
  expect(serverTimeMs({ body: "", date: null })).toBeNaN();
});
