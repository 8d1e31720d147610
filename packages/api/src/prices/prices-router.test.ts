import { PriceBook, wholeUsage, type PriceRow } from "@tokenledger/usage";
import { beforeEach, expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

const range = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-11-08T00:00:00Z"),
};

const row: PriceRow = {
  id: "one#1",
  model: "claude-x",
  priceClass: "input",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  promptFromTokens: 0,
  promptToTokens: null,
  picoUsd: 5n,
  validFromMs: null,
  validToMs: Date.parse("2027-01-01T00:00:00Z"),
  confidence: "uncertain",
  sources: ["hearsay"],
  note: "One source.",
};
const { id: _, ...content } = row;

const price = {
  model: "claude-x",
  priceClass: "output",
  picoUsd: 7n,
  confidence: "official",
  sources: ["a page"],
};

let bench: AdminBench;
let token: string;

beforeEach(async () => {
  bench = new AdminBench();
  bench.money.inForce = new PriceBook({
    version: 3,
    models: [{ id: "claude-x", aliases: ["x"] }],
    rows: [row],
  });
  token = await bench.openSession(await bench.addMember("admin"));
});

const changes = () => bench.money.asked.filter(([name]) => name === "change");

test("the book is shown with its rows, their provenance, and its editions", async () => {
  const { validFromMs: __, validToMs: ___, ...shown } = row;
  expect(await bench.call("prices.list", token)).toEqual({
    version: 3,
    models: [{ id: "claude-x", aliases: ["x"] }],
    rows: [{ ...shown, validFrom: null, validTo: new Date("2027-01-01T00:00:00Z") }],
    editions: [],
  });
  await bench.call("prices.list", token, { version: 2 });
  expect(bench.money.asked).toContainEqual(["book", 2]);
});

test("a price added goes to the ledger whole, with its author and reason", async () => {
  const validFrom = new Date("2026-11-09T00:00:00Z");
  const input = { prices: [{ ...price, validFrom }], models: [{ id: "claude-x" }], reason: "New." };
  expect(await bench.call("prices.create", token, input)).toEqual({ version: 3 });
  expect(changes()).toEqual([
    [
      "change",
      {
        add: [
          {
            ...price,
            serviceTier: "standard",
            speed: "standard",
            inferenceGeo: "global",
            promptFromTokens: 0,
            promptToTokens: null,
            validFromMs: validFrom.getTime(),
            validToMs: null,
            note: null,
          },
        ],
        remove: [],
        models: [{ id: "claude-x", aliases: [] }],
        actor: "admin",
        reason: "New.",
      },
    ],
  ]);
});

test("a correction replaces what it gives and keeps the rest", async () => {
  const reason = "Read on the official page.";
  await bench.call("prices.update", token, { id: "one#1", picoUsd: 6n, note: null, reason });
  await bench.call("prices.update", token, { id: "one#1", validTo: null, reason });
  expect(changes()).toMatchObject([
    [
      "change",
      { add: [{ ...content, picoUsd: 6n, note: null }], remove: ["one#1"], actor: "admin", reason },
    ],
    ["change", { add: [{ ...content, validToMs: null }], remove: ["one#1"] }],
  ]);
});

test("a correction of nothing in force, or into no time at all, is refused", async () => {
  const unknown = { id: "two#1", picoUsd: 6n, reason: "x" };
  const never = { id: "one#1", validFrom: new Date("2028-01-01T00:00:00Z"), reason: "x" };
  expect(await bench.failureOf("prices.update", token, unknown)).toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await bench.failureOf("prices.update", token, never)).toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(changes()).toEqual([]);
});

test("prices taken out are named once each", async () => {
  await bench.call("prices.remove", token, { ids: ["one#1", "one#1"], reason: "Withdrawn." });
  expect(changes()).toMatchObject([
    ["change", { add: [], remove: ["one#1"], reason: "Withdrawn." }],
  ]);
});

test.each([
  ["a negative price", { ...price, picoUsd: -1n }],
  ["a price as a float", { ...price, picoUsd: 0.5 }],
  ["a price beyond the largest", { ...price, picoUsd: 10_000_000_001n }],
  ["an unknown class", { ...price, priceClass: "thinking" }],
  ["no source", { ...price, sources: [] }],
  ["an end before its start", { ...price, validFrom: range.endDate, validTo: range.startDate }],
  ["an empty band", { ...price, promptFromTokens: 10, promptToTokens: 10 }],
])("%s is refused before the ledger hears of it", async (_title, bad) => {
  const input = { prices: [bad], reason: "x" };
  expect(await bench.failureOf("prices.create", token, input)).toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(bench.money.asked).toEqual([]);
});

test("a file is read, compared and brought in only when asked to", async () => {
  const file = {
    format: 1,
    readAt: "2026-11-22",
    sources: { page: "a page" },
    models: [
      {
        id: "claude-x",
        aliases: [],
        rates: [
          {
            serviceTier: "standard",
            speed: "standard",
            inferenceGeo: "global",
            promptFromTokens: 0,
            promptToTokens: null,
            validFrom: null,
            validTo: null,
            confidence: "official",
            sources: ["page"],
            picoUsdPerToken: { input: "6" },
          },
        ],
      },
    ],
    serverTools: [],
    leftOut: [],
  };
  const told = { version: 3, added: [{ model: "claude-x", picoUsd: 6n }], removed: ["one#1"] };
  expect(await bench.call("prices.importFile", token, { file, reason: "x" })).toMatchObject(told);
  expect(changes()).toEqual([]);
  await bench.call("prices.importFile", token, { file, dryRun: false, reason: "Edition 2." });
  expect(changes()).toMatchObject([
    ["change", { add: [{ picoUsd: 6n }], remove: ["one#1"], actor: "admin", reason: "Edition 2." }],
  ]);
  const failure = await bench.failureOf("prices.importFile", token, { file: {}, reason: "x" });
  expect(failure).toMatchObject({ code: "BAD_REQUEST" });
});

test("re-pricing is a dry run unless told otherwise, and applying needs a reason", async () => {
  const scope = { ...range, models: ["claude-x"] };
  await bench.call("prices.reprice", token, scope);
  await bench.call("prices.reprice", token, { ...scope, dryRun: false, reason: "Back-dated." });
  const failure = await bench.failureOf("prices.reprice", token, { ...scope, dryRun: false });
  expect(failure).toMatchObject({ code: "BAD_REQUEST" });
  await bench.call("prices.undo", token, { runId: "12", reason: "Mistaken." });
  await bench.call("prices.runs", token);
  expect(bench.money.asked).toEqual([
    ["previewReprice", scope],
    ["reprice", scope, { actor: "admin", reason: "Back-dated." }],
    ["undo", "12", { actor: "admin", reason: "Mistaken." }],
    ["runs"],
  ]);
});

test("a sum is explained to whoever sees sums, a single record to whoever sees records", async () => {
  const record = { accessKeyId: "1", eventId: "01a193fa-0b00-7000-8000-000000000000" };
  const member = await bench.openSession(await bench.addMember("member"));
  expect(await bench.call("usage.explain", member, { figure: range })).toMatchObject({
    figure: { unexplainedPicoUsd: 0n },
    record: null,
  });
  expect(await bench.failureOf("usage.explain", member, { record })).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await bench.call("usage.explain", token, { record })).toMatchObject({ record });
  expect(bench.money.asked).toEqual([
    ["explainFigure", { kind: "user", users: [] }, range],
    ["explainRecord", wholeUsage, record.accessKeyId, record.eventId],
  ]);
});

test("advice on the cache is asked of the ledger as the caller asked", async () => {
  const answer = await bench.call("usage.cacheAdvice", token, { ...range, features: ["chat"] });
  expect(answer).toMatchObject({ rows: [] });
  expect(bench.money.asked).toEqual([
    ["cacheAdvice", wholeUsage, { ...range, features: ["chat"] }],
  ]);
});

test("what another model would have cost is asked within the caller's scope", async () => {
  const member = await bench.openSession(await bench.addMember("member"));
  const model = "claude-haiku-4-5";
  const answer = await bench.call("usage.whatIf", member, { ...range, model });
  expect(answer).toMatchObject({ differencePicoUsd: 0n, rows: [] });
  expect(bench.money.asked).toEqual([["whatIf", { kind: "user", users: [] }, range, model]]);
  expect(await bench.failureOf("usage.whatIf", member, range)).toMatchObject({
    code: "BAD_REQUEST",
  });
});
