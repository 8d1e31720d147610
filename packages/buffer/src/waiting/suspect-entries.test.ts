import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RawEntry } from "./parse-entry.ts";
import { SuspectEntries } from "./suspect-entries.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const entryOf = (id: string, body = "body"): RawEntry => ({ id, fields: ["b", body] });
const a = entryOf("1-0");
const b = entryOf("2-0");
const often = new Map([
  ["1-0", 6],
  ["2-0", 7],
]);

test("what was handed out too often is kept back, the others are not", () => {
  const suspects = new SuspectEntries(1_000);
  const fine = entryOf("3-0");
  expect(suspects.sift([a, fine], new Map([...often, ["3-0", 5]]))).toEqual([fine]);
});

test("the first turn comes after a pause, the next at once when nothing happened, and after a pause when something did", () => {
  const suspects = new SuspectEntries(1_000);
  suspects.sift([a, b], often);
  expect(suspects.next()).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(suspects.next()).toEqual({ entry: a, deliveryCount: 6 });
  expect(suspects.next()).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(suspects.next()).toEqual({ entry: b, deliveryCount: 7 });
  suspects.gone(new Set(["2-0"]));
  expect(suspects.next()?.entry).toBe(a);
  suspects.gone(new Set(["1-0"]));
  expect(suspects.next()).toBeUndefined();
});

test("what settles of others brings no turn nearer", () => {
  const suspects = new SuspectEntries(1_000);
  suspects.sift([a], often);
  suspects.gone(new Set(["9-0"]));
  expect(suspects.next()).toBeUndefined();
});

test("what is kept is bounded, and kept once; what is too much comes again", () => {
  const suspects = new SuspectEntries(0);
  const large = entryOf("2-0", "x".repeat(4 * 1_048_576));
  expect(suspects.sift([a, a, large], often)).toEqual([]);
  expect(suspects.next()?.entry).toBe(a);
  suspects.gone(new Set(["1-0"]));
  expect(suspects.next()).toBeUndefined();
  suspects.sift([a, b], often);
  suspects.clear();
  expect(suspects.next()).toBeUndefined();
  suspects.sift([entryOf("2-0", "x".repeat(1_000_000))], often);
  expect(suspects.next()?.entry.id).toBe("2-0");
});
