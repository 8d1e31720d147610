import { eventTimeMs, isEventId } from "@tokenledger/usage/event-id";
import { expect, test } from "vitest";
import { EventIds } from "../event-ids.ts";
import { makeWaiting } from "../testing/make-waiting.ts";
import { remint } from "./remint.ts";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const eventId = new EventIds().mint(NOW);
const refused = makeWaiting({ eventId });

test("a record refused for a wrong clock gets the right time, and nothing else changes", () => {
  const again = remint(refused, "in_future", -DAY);
  expect(again).toMatchObject({ replaces: eventId, clockOffsetMs: -DAY });
  expect(eventTimeMs(again?.eventId ?? "")).toBe(NOW - DAY);
  expect(isEventId(again?.eventId ?? "")).toBe(true);
  expect(JSON.parse(again?.json ?? "")).toEqual({
    ...JSON.parse(refused.json),
    eventId: again?.eventId,
  });
});

test("the same record is corrected to the same id, and two records never to one", () => {
  const other = makeWaiting({ eventId: new EventIds().mint(NOW) });
  expect(remint(refused, "too_old", DAY)).toEqual(remint(refused, "too_old", DAY));
  expect(remint(refused, "too_old", DAY)?.eventId).not.toBe(remint(other, "too_old", DAY)?.eventId);
});

test.each([
  ["refused for something else", refused, "invalid", DAY],
  [
    "made with the clock right already",
    makeWaiting({ clockOffsetMs: DAY }),
    "in_future",
    DAY + 500,
  ],
  ["timed by its caller", makeWaiting({ clockOffsetMs: null }), "too_old", DAY],
  ["not readable", makeWaiting({ json: "{" }), "too_old", DAY],
])("a record %s stays refused", (_case, record, code, offsetMs) => {
  expect(remint(record, code, offsetMs)).toBeNull();
});
