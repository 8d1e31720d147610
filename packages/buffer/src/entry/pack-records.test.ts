import { UnreadableError, type CollectedRecord } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectedRecordArbitrary, makeCollectedRecord } from "@tokenledger/usage/testing";
import { z } from "zod";
import { makeTrafficRecord } from "../testing/index.ts";
import { ENTRY_VERSION } from "./entry-body.ts";
import { packRecords } from "./pack-records.ts";
import { unpackRecords } from "./unpack-records.ts";

const unpackObject = (body: unknown): readonly CollectedRecord[] =>
  unpackRecords(ENTRY_VERSION, JSON.stringify(body));

const packedObject = (): Record<string, unknown> =>
  z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(packRecords([makeCollectedRecord(), makeCollectedRecord()])));

test("records come out of an entry as they went in", () => {
  fc.assert(
    fc.property(
      fc.array(collectedRecordArbitrary(), { minLength: 1, maxLength: 40 }),
      (records) => {
        expect(unpackRecords(ENTRY_VERSION, packRecords(records))).toStrictEqual(
          structuredClone(records),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("records of usual traffic cost at most 250 bytes each", () => {
  const records = Array.from({ length: 500 }, () => makeTrafficRecord());
  expect(Buffer.byteLength(packRecords(records)) / records.length).toBeLessThan(250);
});

test("an entry of an unknown version is unreadable", () => {
  expect(() => unpackRecords("2", packRecords([makeCollectedRecord()]))).toThrow(UnreadableError);
});

test("a body that is not whole is unreadable, wherever it was cut", () => {
  const body = packRecords([makeCollectedRecord(), makeCollectedRecord()]);
  for (let length = 0; length < body.length; length += 1) {
    expect(() => unpackRecords(ENTRY_VERSION, body.slice(0, length))).toThrow(UnreadableError);
  }
});

test.each<[string, Record<string, unknown>]>([
  ["a column of another length", { requestId: ["req_1"] }],
  ["a dictionary of another length", { requestId: { of: ["req_1"], at: [0] } }],
  ["an index outside its dictionary", { requestId: { of: ["req_1"], at: [0, 1] } }],
  ["two values said to be the same", { requestId: { of: ["req_1", "req_2"] } }],
  ["a record without a key", { accessKeyId: undefined }],
  ["a key that is no number", { accessKeyId: { of: ["one"] } }],
  ["a negative count", { attempt: { of: [-1] } }],
  ["a fraction", { attempt: { of: [0.5] } }],
  ["an id that is no UUIDv7", { eventIds: Buffer.alloc(32).toString("base64url") }],
  ["an id cut short", { eventIds: Buffer.alloc(17).toString("base64url") }],
  ["hashes cut short", { payloadHashes: Buffer.alloc(17).toString("base64url") }],
  ["more lines than there are", { lineCount: [1, 3] }],
  ["fewer lines than there are", { lineCount: [1] }],
  ["a field of a later version", { mood: { of: ["good"] } }],
  ["a dictionary that knows more", { feature: { of: ["chat"], at: [0, 0], mood: 1 } }],
  ["an empty dictionary", { feature: { of: [] } }],
  ["an index that is no number", { feature: { of: ["chat"], at: [0, "0"] } }],
  ["a tag that is no text", { tags: { of: [{ team: 7 }] } }],
  ["a word that nobody knows", { outcome: { of: ["splendid"] } }],
  ["usage that is no object", { rawUsage: { of: [["list"]] } }],
])("%s makes an entry unreadable", (_, change) => {
  expect(() => unpackObject({ ...packedObject(), ...change })).toThrow(UnreadableError);
});
