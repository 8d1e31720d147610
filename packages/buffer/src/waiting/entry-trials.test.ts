import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestBuffer, type TestBuffer } from "../testing/index.ts";
import { EntryTrials } from "./entry-trials.ts";

const ENTRY = "1-0";

let at: TestBuffer;
beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

/** A reader of its own: what it knows ends with it. */
const reader = (): EntryTrials => new EntryTrials(at.redis, at.keys);

/** Begins a part and never comes back from it. */
const endWithin = async (part: string): Promise<void> => {
  const begun = Promise.withResolvers<void>();
  void reader()
    .of(ENTRY)
    .attempt(part, async () => {
      begun.resolve();
      return new Promise(() => undefined);
    });
  await begun.promise;
};

const endedWithin = async (part: string, trials = reader()): Promise<number> =>
  trials.of(ENTRY).attempt(part, async (endedCount) => Promise.resolve(endedCount));

test("what readers did not come back from is told to the next one, part by part", async () => {
  await endWithin("record 1");
  await endWithin("record 1");
  await endWithin("record 2");
  const next = reader();
  expect(await endedWithin("record 0", next)).toBe(0);
  expect(await endedWithin("record 1", next)).toBe(2);
  expect(await endedWithin("record 2", next)).toBe(1);
  expect(await endedWithin("record 1", next)).toBe(2);
});

test("an error is a way to come back, at once and for every other reader", async () => {
  const failing = reader().of(ENTRY);
  for (let time = 0; time < 3; time += 1) {
    const failed = failing.attempt("all records", async () => Promise.reject(new Error("away")));
    await expect(failed).rejects.toThrow("away");
    expect(await endedWithin(`another ${time}`, reader())).toBe(0);
  }
  expect(await endedWithin("all records")).toBe(0);
});

test("what is settled is forgotten, and nothing else", async () => {
  await endWithin("all records");
  const trials = reader();
  await trials.forget([ENTRY]);
  expect(await endedWithin("all records", trials)).toBe(1);
  await trials.forget(["2-0", ENTRY]);
  expect(await at.redis.exists(at.keys.trial(ENTRY))).toBe(0);
  expect(await endedWithin("all records")).toBe(0);
});

test("nothing is remembered for ever", async () => {
  await endWithin("all records");
  expect(await at.redis.pttl(at.keys.trial(ENTRY))).toBeGreaterThan(0);
});
