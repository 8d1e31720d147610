import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { expect, test } from "vitest";
import { useLedger } from "../testing/use-ledger.ts";

const store = useLedger();

test("records are known under the key that sent them, whichever month they are in", async () => {
  const times = [Date.UTC(2024, 1, 3), Date.UTC(2026, 9, 31, 23), Date.UTC(2026, 10, 1)];
  const records = times.map((occurTimeMs) =>
    makeCollectedRecord({ accessKeyId: "7", occurTimeMs, eventId: makeEventId(occurTimeMs) }),
  );
  await store.ledger.usage.commit(records);
  const ids = [...records.map(({ eventId }) => eventId), makeEventId(Date.UTC(2026, 9, 30))];

  expect(await store.ledger.countKnown("7", ids)).toBe(3);
  expect(await store.ledger.countKnown("8", ids)).toBe(0);
  expect(await store.ledger.countKnown("7", [])).toBe(0);
});
