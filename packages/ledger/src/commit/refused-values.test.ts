import { randomBytes } from "node:crypto";
import { type CollectedRecord, wholeUsage } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { useLedger } from "../testing/use-ledger.ts";
import { emptyUsage } from "../testing/stored-usage.ts";

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const line = (counts: Parameters<typeof makeLine>[0]): Pick<CollectedRecord, "lines"> => ({
  lines: [makeLine(counts)],
});

/** Random, or it would be compressed. */
const longName = randomBytes(9_000).toString("base64");

/** What validation at collect refuses, as if it had not. */
const refused: readonly (readonly [string, string, Partial<CollectedRecord>])[] = [
  ["a NUL in text", "22021", { requestModel: "a\0b" }],
  ["a NUL in a user's name", "22021", { user: "a\0b" }],
  ["a NUL in a tag", "22P05", { tags: { a: "\0" } }],
  ["half a surrogate pair in raw usage", "22P02", { rawUsage: { a: "\ud800" } }],
  ["a negative count", "23514", line({ inputTokens: -1 })],
  ["a count beyond 32 bits", "22003", line({ inputTokens: 3_000_000_000 })],
  ["a count that is not whole", "22P02", line({ inputTokens: 1.5 })],
  ["no number at all", "22P02", line({ outputTokens: Number.NaN })],
  ["a status beyond 16 bits", "22003", { status: 70_000 }],
  ["an id that is no UUID", "22P02", { eventId: "zzz" }],
  ["a UUID of random bits", "23514", { eventId: "f47ac10b-58cc-4372-a567-0e02b2c3d479" }],
  ["a time that is not the id's", "23514", { occurTimeMs: Date.UTC(2026, 5, 1) }],
  ["a time beyond the calendar", "22008", { occurTimeMs: 1e17 }],
  ["a key id that is no number", "22P02", { accessKeyId: "one" }],
  ["a key id with a NUL", "22021", { accessKeyId: "1\0" }],
  ["a user's name longer than an index takes", "54000", { user: longName }],
  ["a feature longer than an index takes", "54000", { feature: longName }],
  ["a hash that is not hexadecimal", "22023", { payloadHash: "xyz!" }],
];

test.each(refused)("%s (%s) is put aside, and its neighbours are counted", async (_, code, bad) => {
  const receipt = await store.ledger.usage.commit([
    makeCollectedRecord(),
    { ...makeCollectedRecord(), ...bad },
    makeCollectedRecord(),
  ]);
  expect(receipt).toMatchObject({ claimedCount: 2, deadLetterCount: 1 });
  const letters = await store.ledger.deadLetters.list({ countMax: 10 });
  expect(letters).toHaveLength(1);
  expect(letters[0]?.reason).toBe("value_refused");
  expect(letters[0]?.detail).toMatch(new RegExp(`^SQLSTATE ${code}: .+`));
});

test("a refused record comes back and is put aside once", async () => {
  const bad = makeCollectedRecord(line({ inputTokens: -1 }));
  expect(await store.ledger.usage.commit([bad])).toMatchObject({ deadLetterCount: 1 });
  expect(await store.ledger.usage.commit([bad])).toMatchObject({ deadLetterCount: 0 });
});

test("unusual text that is no fault is kept as it is", async () => {
  const texts = ["🙂\u202Eabc", 'quo"te', String.raw`back\slash`, "NULL", "{a,b}", " ", "é"];
  const records = texts.map((feature) => makeCollectedRecord({ feature, user: feature }));
  expect(await store.ledger.usage.commit(records)).toMatchObject({ claimedCount: texts.length });
  const { rows } = await store.ledger.queries.details(wholeUsage, {
    startDate: new Date(Date.now() - 60_000),
    endDate: new Date(Date.now() + 60_000),
    pageSize: 50,
  });
  expect(new Set(rows.map(({ feature }) => feature))).toEqual(new Set(texts));
  expect(new Set(rows.map(({ user }) => user))).toEqual(new Set(texts));
});

test("wherever bad records stand in a batch, all good ones are counted and all bad ones put aside", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 24 }), async (isBad) => {
      await emptyUsage(store.ownerOrm);
      const receipt = await store.ledger.usage.commit(
        isBad.map((bad) =>
          makeCollectedRecord({
            eventId: makeEventId(),
            ...(bad ? line({ cacheReadTokens: -1 }) : {}),
          }),
        ),
      );
      const badCount = isBad.filter(Boolean).length;
      expect(receipt).toMatchObject({
        claimedCount: isBad.length - badCount,
        deadLetterCount: badCount,
      });
    }),
    { numRuns: 15 },
  );
});
