import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventTimeMs } from "../record/event-id.ts";
import {
  collectedRecordArbitrary,
  makeCollectedRecord,
  makeEventId,
  makeLine,
  makeRecord,
} from "./index.ts";

test("no two records that are made share an id", () => {
  const ids = Array.from({ length: 100 }, () => makeRecord().eventId);
  expect(new Set(ids).size).toBe(100);
});

test("what is overridden wins, and an overridden id brings its time", () => {
  const eventId = makeEventId(1_790_000_000_000);
  expect(makeRecord({ user: "u_7" }).user).toBe("u_7");
  expect(makeCollectedRecord({ eventId, lines: [makeLine({ inputTokens: 1 })] })).toMatchObject({
    eventId,
    occurTimeMs: 1_790_000_000_000,
    lines: [{ inputTokens: 1, outputTokens: 50 }],
  });
});

test("the time of any collected record is the one inside its id", () => {
  fc.assert(
    fc.property(collectedRecordArbitrary(), (record) => {
      expect(record.occurTimeMs).toBe(eventTimeMs(record.eventId));
    }),
  );
});
