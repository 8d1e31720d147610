import { mintEventId, type CollectedRecord } from "@tokenledger/usage";
import { collectedRecordArbitrary } from "@tokenledger/usage/testing";
import * as fc from "fast-check";

/** Four hours across the start of a month, so that few records share hours, days and months in every way. */
export const HISTORY_START_MS = Date.UTC(2026, 9, 31, 22);
export const HISTORY_END_MS = HISTORY_START_MS + 4 * 3_600_000;

const eventIdArbitrary = fc
  .tuple(
    fc.integer({ min: HISTORY_START_MS, max: HISTORY_END_MS - 1 }),
    fc.uint8Array({ minLength: 10, maxLength: 10 }),
  )
  .map(([timeMs, random]) => ({ occurTimeMs: timeMs, eventId: mintEventId(timeMs, random) }));

const recordArbitrary: fc.Arbitrary<CollectedRecord> = fc
  .record({
    record: collectedRecordArbitrary(),
    identity: eventIdArbitrary,
    accessKeyId: fc.constantFrom("1", "2", "3"),
    user: fc.constantFrom(null, "anna", "bo"),
    feature: fc.constantFrom(null, "chat", "search"),
  })
  .map(({ record, identity, ...attribution }) => Object.assign({}, record, identity, attribution));

/** Any records of three keys, two users and nobody, two features and none, within four hours. No two have one identity. */
export const historyArbitrary = (countMax: number): fc.Arbitrary<readonly CollectedRecord[]> =>
  fc.uniqueArray(recordArbitrary, {
    minLength: 1,
    maxLength: countMax,
    selector: ({ eventId }) => eventId,
  });
