import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BatchResultsBody, type BatchResult } from "./batch-results.ts";

const LINES = [
  {
    custom_id: "a",
    result: { type: "succeeded", message: { id: "msg_1", usage: { input_tokens: 1 } } },
  },
  {
    custom_id: "größe\n",
    result: {
      type: "errored",
      error: { type: "error", error: { type: "overloaded_error", message: "m" } },
    },
  },
  { custom_id: "c", result: { type: "errored", error: { type: "Prose, with names." } } },
  { custom_id: "d", result: { type: "expired" } },
];
const FILE = Buffer.from(LINES.map((line) => JSON.stringify(line)).join("\n"));

const read = (pieces: readonly Uint8Array[]): BatchResult[] => {
  const found: BatchResult[] = [];
  const body = new BatchResultsBody((result) => found.push(result));
  pieces.forEach((piece) => body.push(piece));
  body.finish();
  return found;
};

test("however the file is cut into pieces, every line is one result, the last without its line end too", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: FILE.length }), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), FILE.length];
      const results = read(places.slice(1).map((end, index) => FILE.subarray(places[index], end)));
      expect(results.map(({ customId, type }) => [customId, type])).toEqual(
        LINES.map(({ custom_id, result }) => [custom_id, result.type]),
      );
    }),
  );
});

test("a failed result says its type, in one word", () => {
  const types = read([FILE]).map(({ errorType }) => errorType);
  expect(types).toEqual([undefined, "overloaded_error", "errored", "expired"]);
});

test("a line that is none is passed over, and a cut one is no result", () => {
  const cut = FILE.subarray(0, FILE.length - 3);
  expect(read([Buffer.from("\n[]\n{}\nnot json\n"), cut]).length).toBe(LINES.length - 1);
});
