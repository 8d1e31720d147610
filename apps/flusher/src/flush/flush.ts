import type { LetterBox, UsageLedger, WaitingUsage } from "@tokenledger/usage";
import { commitAlone } from "./commit-alone.ts";

/** Where a pass may be stopped, or a test may stop it: what has just been done. */
export const flushSteps = ["read", "committed", "settled"] as const;
export type FlushStep = (typeof flushSteps)[number];

export interface FlushParts {
  readonly waiting: WaitingUsage;
  readonly ledger: UsageLedger;
  readonly letterBox: LetterBox;
  /** Told of each step as it is reached. */
  readonly reached: (step: FlushStep) => void;
}

/** What one pass did. */
export interface Flushed {
  readonly entryCount: number;
  readonly recordCount: number;
  /** Of them: counted now. The others were counted before, or put aside. */
  readonly claimedCount: number;
  readonly deadLetterCount: number;
}

const NOTHING: Flushed = { entryCount: 0, recordCount: 0, claimedCount: 0, deadLetterCount: 0 };

/**
 * One pass: read a batch, commit it to the ledger, settle it.
 *
 * Safe to stop anywhere and to repeat, here or in another process: what was read and not settled is read again, what was committed is counted once,
 * and an entry is settled once. Nothing is ever given up because it failed.
 *
 * @throws UnavailableError when a store is away; the next pass reads the same entries again.
 */
export const flush = async (
  parts: FlushParts,
  recordCountMax: number,
  waitMsMax: number,
): Promise<Flushed> => {
  const { waiting, ledger, reached } = parts;
  const entries = await waiting.read(recordCountMax, waitMsMax);
  if (entries.length === 0) return NOTHING;
  reached("read");
  // Redis, and the reading of entries, while PostgreSQL commits: a third of the flusher's own work is off the way of the next commit.
  waiting.prepare(recordCountMax);
  const records = entries.flatMap((entry) => entry.records);
  const trial = entries[0]?.trial;
  const { claimedCount, deadLetterCount, totals } =
    trial === undefined ? await ledger.commit(records) : await commitAlone(parts, records, trial);
  reached("committed");
  await waiting.settle(entries, totals);
  reached("settled");
  return {
    entryCount: entries.length,
    recordCount: records.length,
    claimedCount,
    deadLetterCount,
  };
};
