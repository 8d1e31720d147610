import { AGE_MS_MAX, AHEAD_MS_MAX, BusyError, UnavailableError } from "@tokenledger/usage";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { CollectCounters } from "./collect-counters.ts";
import { Collector } from "./collector.ts";
import { DisabledUsers } from "./disabled-users.ts";
import type { VerifiedKey } from "./key-verifier.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { MemoryBuffer } from "../testing/memory-buffer.ts";
import { MemoryKeys } from "../testing/memory-keys.ts";

const key: VerifiedKey = { id: "7", keyId: "k", scopes: ["collect"] };

let clock: ManualClock;
let buffer: MemoryBuffer;
let directory: MemoryKeys;
let counters: CollectCounters;
let collector: Collector;

const recordAt = (timeMs: number, user = "u_1"): unknown =>
  makeRecord({ eventId: makeEventId(timeMs), user });

beforeEach(() => {
  clock = new ManualClock();
  buffer = new MemoryBuffer();
  directory = new MemoryKeys();
  counters = new CollectCounters();
  collector = new Collector({
    buffer,
    counters,
    clock: clock.now,
    disabledUsers: new DisabledUsers({ directory, clock: clock.now }),
  });
});

test("bad records anywhere in a call are refused one by one, the others are kept in order, and sent again they are duplicates", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (areGood) => {
      const sent = areGood.map((isGood) => (isGood ? recordAt(clock.now()) : { eventId: "x" }));
      const first = await collector.collect(sent, key);
      const second = await collector.collect(sent, key);
      expect(first.map(({ status }) => status)).toStrictEqual(
        areGood.map((isGood) => (isGood ? "accepted" : "rejected")),
      );
      expect(second.map(({ status }) => status)).toStrictEqual(
        areGood.map((isGood) => (isGood ? "duplicate" : "rejected")),
      );
    }),
    { numRuns: 30 },
  );
});

test("a refusal names the field and never repeats what was sent", async () => {
  const eventId = makeEventId(clock.now());
  const canary = "canary-value-7f3a";
  const [tokens, text, tags, none] = await collector.collect(
    [
      { eventId, usage: { input_tokens: -1 } },
      { eventId, feature: `${canary}\n` },
      { eventId, tags: { ["k".repeat(5000)]: canary } },
      canary,
    ],
    key,
  );
  expect(tokens).toMatchObject({
    status: "rejected",
    code: "invalid",
    field: "usage.input_tokens",
  });
  expect(JSON.stringify(tokens)).toContain('"message":"usage.input_tokens: ');
  expect(text).toMatchObject({ code: "invalid", field: "feature" });
  expect(none).toMatchObject({ code: "invalid" });
  expect(JSON.stringify([tokens, text, tags, none])).not.toContain(canary);
  expect(JSON.stringify(tags).length).toBeLessThan(500);
});

test("whatever is sent, collect answers for it and does not throw", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true }), async (sent) => {
      expect(await collector.collect([sent], key)).toMatchObject([{ status: "rejected" }]);
    }),
  );
});

test("the window is 35 days back and 5 minutes ahead, to the millisecond", async () => {
  const nowMs = clock.now();
  const times = [
    nowMs - AGE_MS_MAX - 1,
    nowMs - AGE_MS_MAX,
    nowMs + AHEAD_MS_MAX,
    nowMs + AHEAD_MS_MAX + 1,
  ];
  const results = await collector.collect(
    times.map((timeMs) => recordAt(timeMs)),
    key,
  );
  expect(results).toMatchObject([
    { status: "rejected", code: "too_old", field: "eventId" },
    { status: "accepted" },
    { status: "accepted" },
    { status: "rejected", code: "in_future", field: "eventId" },
  ]);
});

test("a key with the scope backfill may send records of any age, and none from the future", async () => {
  const importer: VerifiedKey = { ...key, scopes: ["collect", "backfill"] };
  const results = await collector.collect(
    [recordAt(Date.UTC(2023, 2, 14)), recordAt(clock.now() + AHEAD_MS_MAX + 1)],
    importer,
  );
  expect(results).toMatchObject([{ status: "accepted" }, { code: "in_future" }]);
});

test("a disabled user is refused by the time of the call, not of its arrival", async () => {
  const disabledMs = clock.now() - 60_000;
  directory.disabled.set("u_off", new Date(disabledMs));
  const results = await collector.collect(
    [
      recordAt(disabledMs - 1, "u_off"),
      recordAt(disabledMs, "u_off"),
      recordAt(clock.now(), "u_on"),
      makeRecord({ eventId: makeEventId(clock.now()), user: undefined }),
    ],
    key,
  );
  expect(results).toMatchObject([
    { status: "accepted" },
    { status: "rejected", code: "user_disabled", field: "user" },
    { status: "accepted" },
    { status: "accepted" },
  ]);
});

test("what is kept is attributed to the key that authenticated, whatever the body says", async () => {
  const eventId = makeEventId(clock.now());
  await collector.collect([{ ...makeRecord({ eventId }), accessKeyId: "999" }], key);
  expect(buffer.records.get(eventId)).toMatchObject({ accessKeyId: "7" });
});

test("a call of nothing but bad records does not touch the buffer", async () => {
  await collector.collect([{}, null, 4], key);
  expect(buffer.calls).toStrictEqual([]);
});

test("a full or absent buffer fails the whole call: no record is answered, and none counted", async () => {
  for (const failure of [new BusyError("full"), new UnavailableError("away")]) {
    buffer.failure = failure;
    await expect(collector.collect([recordAt(clock.now()), {}], key)).rejects.toBe(failure);
  }
  expect(counters.figures()).toMatchObject({ accepted: 0, rejected: { invalid: 0 } });
});

test("a buffer that forgets to answer for a record is never taken for acceptance", async () => {
  buffer.append = () => Promise.resolve([]);
  await expect(collector.collect([recordAt(clock.now())], key)).rejects.toMatchObject({
    code: "UNREADABLE",
  });
});

test("every record is counted under what it was answered", async () => {
  const kept = recordAt(clock.now());
  const old = recordAt(clock.now() - AGE_MS_MAX - 1);
  await collector.collect([kept, old, {}, {}], key);
  await collector.collect([kept], key);
  counters.countRefusedCall("BUSY");
  counters.countRefusedCall("BUSY");
  expect(counters.figures()).toStrictEqual({
    accepted: 1,
    duplicate: 1,
    rejected: { invalid: 2, too_old: 1, in_future: 0, user_disabled: 0 },
    refusedCalls: { BUSY: 2 },
  });
});
