import { expect, test } from "vitest";
import { sampleLine, sampleRecord } from "../testing/sample-record.ts";
import { newAddresses } from "./new-addresses.ts";
import { recordCost } from "./record-cost.ts";
import { recordJson } from "./record-json.ts";
import { recordSums } from "./record-sums.ts";

test("a record's sums are those of all its lines, cache writes of every lifetime together", () => {
  expect(recordSums([sampleLine])).toEqual({
    input: 100,
    cacheWrite: 27,
    cacheRead: 500,
    output: 60,
  });
  expect(recordSums([sampleLine, sampleLine])).toEqual({
    input: 200,
    cacheWrite: 54,
    cacheRead: 1000,
    output: 120,
  });
  expect(recordSums([])).toEqual({ input: 0, cacheWrite: 0, cacheRead: 0, output: 0 });
});

test("a record as JSON can be read by any program", () => {
  const text = recordJson({ ...sampleRecord, cost: 12_345_678_901_234_567_890n });
  expect(JSON.parse(text)).toMatchObject({
    eventId: sampleRecord.eventId,
    createTime: "2026-11-23T14:00:00.900Z",
    cost: "12345678901234567890",
  });
});

test("what is there when a page opens is not news; what comes after is", () => {
  expect(newAddresses(["a", "b"], null)).toEqual(new Set());
  expect(newAddresses(["c", "a", "b"], new Set(["a", "b"]))).toEqual(new Set(["c"]));
});

test("a record without any price has no cost, which is not a cost of nothing", () => {
  const lines = [sampleLine, sampleLine] as const;
  const cost = (costPicoUsd: bigint, unpricedLineCount: number): unknown =>
    recordCost({ costPicoUsd, unpricedLineCount, lines });
  expect(cost(5n, 0)).toEqual({ picoUsd: 5n, isPartial: false });
  expect(cost(5n, 1)).toEqual({ picoUsd: 5n, isPartial: true });
  expect(cost(0n, 2)).toEqual({ picoUsd: null, isPartial: false });
});
