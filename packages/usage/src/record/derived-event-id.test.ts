import { expect, test } from "vitest";
import { derivedEventId } from "./derived-event-id.ts";
import { eventTimeMs, isEventId } from "./event-id.ts";

test("the same time and name give the same id, which carries the time", () => {
  const timeMs = Date.UTC(2026, 0, 9, 10);
  const id = derivedEventId(timeMs, "msg_1");

  // Written down: the SDK and the import must agree with what was sent by releases before this one.
  expect(id).toBe("019ba232-d900-716b-88f1-73007be5e05d");
  expect(isEventId(id)).toBe(true);
  expect(eventTimeMs(id)).toBe(timeMs);
  expect(derivedEventId(timeMs, "msg_1")).toBe(id);
});

test("another time or another name is another id", () => {
  const ids = [derivedEventId(1000, "a"), derivedEventId(1000, "b"), derivedEventId(1001, "a")];

  expect(new Set(ids).size).toBe(3);
});
