import type { DetailRow } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sampleRecord } from "../../testing/sample-record.ts";
import { recordAddress } from "../../view/record-address.ts";
import { mergeRecords } from "./merge-records.ts";

const callAt = (accessKeyId: string, occurTimeMs: number): DetailRow => ({
  ...sampleRecord,
  accessKeyId,
  occurTimeMs,
  eventId: `00000000-000${occurTimeMs}-7000-8000-000000000000`,
});
const record = fc
  .tuple(fc.constantFrom("1", "2", "3"), fc.integer({ min: 0, max: 9 }))
  .map(([accessKeyId, occurTimeMs]) => callAt(accessKeyId, occurTimeMs));
const records = fc.uniqueArray(record, { selector: recordAddress });

test("one list: newest first, each record once, none lost that lies in the period", () => {
  fc.assert(
    fc.property(records, records, (arrived, pages) => {
      const span = { startMs: 2, endMs: 8 };
      const isInside = ({ occurTimeMs }: { readonly occurTimeMs: number }): boolean =>
        occurTimeMs >= span.startMs && occurTimeMs < span.endMs;
      const fetched = pages
        .filter(isInside)
        .sort((left, right) => right.occurTimeMs - left.occurTimeMs);
      const merged = mergeRecords(arrived, fetched, span);
      const addresses = merged.map(recordAddress);
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(new Set(addresses)).toEqual(
        new Set([...arrived.filter(isInside), ...fetched].map(recordAddress)),
      );
      const times = merged.map(({ occurTimeMs }) => occurTimeMs);
      expect(times).toEqual([...times].sort((left, right) => right - left));
    }),
  );
});

test("a record that comes again stands as it came last", () => {
  const priced = { ...sampleRecord, costPicoUsd: 7n };
  const span = { startMs: 0, endMs: Number.MAX_SAFE_INTEGER };
  expect(mergeRecords([priced], [sampleRecord], span)).toEqual([priced]);
});
