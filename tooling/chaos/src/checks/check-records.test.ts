import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TruthLine } from "../producer/truth-line.ts";
import { checkRecords } from "./check-records.ts";
import type { DeadRecord, StoredRecord } from "./ledger-reader.ts";
import { readTruth, type Truth } from "./read-truth.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenledger-truth-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const line = (eventId: string, messageId: string): TruthLine => [
  eventId,
  messageId,
  "u",
  1,
  2,
  3,
  4,
];

const truthOf = (text: string): Truth => {
  const file = path.join(folder, "life.log");
  writeFileSync(file, text);
  return readTruth([{ file, accessKeyId: "7" }]);
};

const row = (eventId: string, messageId: string, input = 1): StoredRecord => ({
  access_key_id: "7",
  event_id: eventId,
  message_id: messageId,
  user_name: "u",
  input,
  cache_creation: 2,
  cache_read: 3,
  output: 4,
});

const aside = (eventId: string, messageId: string, reason = "id_reuse_conflict"): DeadRecord => ({
  access_key_id: "7",
  event_id: eventId,
  message_id: messageId,
  reason,
});

const ended = (...lines: readonly TruthLine[]): string =>
  lines.map((content) => `${JSON.stringify(content)}\n`).join("");

const GOOD = { lost: [], double: [], wrong: [] } as const;

test("what was recorded and counted once is right, also when it was recorded twice over", () => {
  const truth = truthOf(ended(line("a", "m1"), line("a", "m1"), line("b", "m2")));
  expect(checkRecords(truth, [row("a", "m1"), row("b", "m2")], [])).toMatchObject({
    ...GOOD,
    contentCount: 2,
  });
});

test("what was recorded and is nowhere is lost", () => {
  const truth = truthOf(ended(line("a", "m1"), line("b", "m2")));
  expect(checkRecords(truth, [row("b", "m2")], []).lost).toEqual(["m1"]);
});

test("what a kill fell into may be counted or not, and torn in itself it may not", () => {
  const text = ended(line("a", "m1")) + JSON.stringify(line("b", "m2"));
  expect(checkRecords(truthOf(text), [row("a", "m1")], [])).toMatchObject(GOOD);
  expect(checkRecords(truthOf(text), [row("a", "m1"), row("b", "m2")], [])).toMatchObject(GOOD);
  const torn = truthOf(text.slice(0, -4));
  expect(checkRecords(torn, [row("a", "m1"), row("b", "m2")], []).wrong).toEqual(["7 b"]);
});

test("of two contents with one id one is counted and one put aside; both counted, or in both places, is double", () => {
  const truth = truthOf(ended(line("a", "m1"), line("a", "m2")));
  expect(checkRecords(truth, [row("a", "m1")], [aside("a", "m2")])).toMatchObject(GOOD);
  expect(checkRecords(truth, [row("a", "m1")], []).lost).toEqual(["m2"]);
  expect(checkRecords(truth, [row("a", "m1"), row("a", "m2")], []).double).toEqual(["7 a"]);
  const inBoth = [aside("a", "m1"), aside("a", "m2")];
  expect(checkRecords(truth, [row("a", "m1")], inBoth).double).toEqual(["m1"]);
});

test("other figures, records that nobody made, and good records put aside are wrong", () => {
  const truth = truthOf(ended(line("a", "m1")));
  expect(checkRecords(truth, [row("a", "m1", 2)], []).wrong).toEqual(["7 a"]);
  expect(checkRecords(truth, [row("a", "m1"), row("x", "m9")], []).wrong).toEqual(["7 x"]);
  expect(checkRecords(truth, [], [aside("a", "m1", "value_refused")]).wrong).toEqual(["7 a"]);
});
