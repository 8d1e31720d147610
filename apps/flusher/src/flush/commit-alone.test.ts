import {
  UnavailableError,
  type CollectedRecord,
  type CommitReceipt,
  type EntryTrial,
  type LetterBox,
  type UsageLedger,
} from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { beforeEach, expect, test } from "vitest";
import { commitAlone } from "./commit-alone.ts";

const records = [1, 2, 3].map(() => makeCollectedRecord());
const [, killer = makeCollectedRecord()] = records;

/** What is remembered of an entry by whoever reads it next. */
let ended: Map<string, number>;
let counted: CollectedRecord[];
let aside: (readonly [CollectedRecord, string, string])[];
beforeEach(() => {
  ended = new Map();
  counted = [];
  aside = [];
});

const trial: EntryTrial = {
  attempt: async (part, work) => {
    const before = ended.get(part) ?? 0;
    ended.set(part, before + 1);
    const result = await work(before);
    ended.set(part, before);
    return result;
  },
};

const letterBox: LetterBox = {
  put: async (record, reason, detail) => {
    aside.push([record, reason, detail]);
    return Promise.resolve(1);
  },
};

const receiptOf = (batch: readonly CollectedRecord[]): CommitReceipt => ({
  claimedCount: batch.length,
  deadLetterCount: 0,
  totals: [],
});

/** A ledger in a process that ends, never to be heard of again, when it is given this record. */
const ledgerThatEndsOver = (fatal: CollectedRecord | null, onEnd: () => void): UsageLedger => ({
  commit: async (batch) => {
    if (fatal !== null && batch.includes(fatal)) {
      onEnd();
      return new Promise(() => undefined);
    }
    counted.push(...batch);
    return Promise.resolve(receiptOf(batch));
  },
});

/** One process: its receipt, or null where it ended. */
const live = async (fatal: CollectedRecord | null): Promise<CommitReceipt | null> => {
  const end = Promise.withResolvers<null>();
  const ledger = ledgerThatEndsOver(fatal, () => end.resolve(null));
  return Promise.race([commitAlone({ ledger, letterBox }, records, trial), end.promise]);
};

test("an entry that harms nobody is committed at once, as it came", async () => {
  expect(await live(null)).toEqual(receiptOf(records));
  expect(counted).toEqual(records);
});

test("a record that ended three processes alone is put aside by the next, its neighbours are counted", async () => {
  const lives = [await live(killer), await live(killer), await live(killer), await live(killer)];
  expect(lives).toEqual([null, null, null, null]);
  expect(aside).toEqual([]);
  expect(await live(killer)).toEqual({ claimedCount: 2, deadLetterCount: 1, totals: [] });
  expect(aside).toEqual([
    [killer, "ends_reader", "3 processes ended while they committed this record alone."],
  ]);
  expect(new Set(counted)).toEqual(new Set(records.filter((record) => record !== killer)));
});

test("a process that ended by chance costs the entry its commit at once, and no record", async () => {
  await live(killer);
  expect(await live(null)).toEqual(receiptOf(records));
  expect(aside).toEqual([]);
});

test("errors, however many, put nothing aside", async () => {
  const errors: EntryTrial = { attempt: async (_, work) => work(0) };
  const away: UsageLedger = { commit: async () => Promise.reject(new UnavailableError("away")) };
  for (let time = 0; time < 9; time += 1) {
    await expect(commitAlone({ ledger: away, letterBox }, records, errors)).rejects.toThrow("away");
  }
  expect(aside).toEqual([]);
});
