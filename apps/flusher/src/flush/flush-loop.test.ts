import {
  InvalidInputError,
  UnavailableError,
  type CollectedRecord,
  type CommitReceipt,
  type LetterBox,
  type UsageLedger,
} from "@tokenledger/usage";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "@tokenledger/buffer/testing";
import { afterAll, beforeAll, beforeEach, expect, test, vi, type Mock } from "vitest";
import {
  flushUntilStopped,
  type FlushLoopEvents,
  type FlushLoopSettings,
  type LoopEnd,
} from "./flush-loop.ts";
import type { FlushStep } from "./flush.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

/** A ledger that fails as often as it is told, and remembers what it was given. */
class DoubleLedger implements UsageLedger {
  readonly committed: CollectedRecord[] = [];
  readonly batchSizes: number[] = [];
  failures: unknown[] = [];

  commit(records: readonly CollectedRecord[]): Promise<CommitReceipt> {
    this.batchSizes.push(records.length);
    const failure = this.failures.shift();
    if (failure !== undefined) {
      return Promise.reject(failure instanceof Error ? failure : new Error("failed"));
    }
    this.committed.push(...records);
    return Promise.resolve({ claimedCount: records.length, deadLetterCount: 0, totals: [] });
  }
}

const letterBox: LetterBox = { put: async () => Promise.resolve(0) };

const settings: FlushLoopSettings = {
  recordCountMax: 400,
  waitMsMax: 20,
  paceMs: 0,
  pauseMsMin: 1,
  pauseMsMax: 2,
  rssBytesMax: 1,
  rssBytes: () => 0,
};

interface Run {
  readonly ledger: DoubleLedger;
  readonly steps: FlushStep[];
  readonly events: { readonly [Name in keyof FlushLoopEvents]: Mock<FlushLoopEvents[Name]> };
  readonly stop: AbortController;
  readonly end: (changes?: Partial<FlushLoopSettings>) => Promise<LoopEnd>;
}

const run = (): Run => {
  const ledger = new DoubleLedger();
  const steps: FlushStep[] = [];
  const events = {
    flushed: vi.fn<FlushLoopEvents["flushed"]>().mockResolvedValue(),
    failed: vi.fn<FlushLoopEvents["failed"]>(),
    progress: vi.fn<FlushLoopEvents["progress"]>(),
  };
  const stop = new AbortController();
  return {
    ledger,
    steps,
    events,
    stop,
    end: async (changes = {}) =>
      flushUntilStopped(
        { waiting: at.waiting, ledger, letterBox, reached: (step) => steps.push(step) },
        { ...settings, ...changes },
        events,
        stop.signal,
      ),
  };
};

const append = async (counts: readonly number[]): Promise<readonly CollectedRecord[]> => {
  const all: CollectedRecord[] = [];
  for (const count of counts) {
    const records = Array.from({ length: count }, () => makeTrafficRecord());
    await at.buffer.append(records);
    all.push(...records);
  }
  return all;
};

const isEmpty = async (): Promise<void> => {
  await vi.waitFor(async () => expect((await at.buffer.backlog()).entryCount).toBe(0), 10_000);
};

test("a batch is read, committed and settled, in this order", async () => {
  const { ledger, steps, stop, events, end } = run();
  const records = await append([10]);
  const ended = end();
  await isEmpty();
  stop.abort();
  expect(await ended).toBe("stopped");
  expect(steps).toEqual(["read", "committed", "settled"]);
  expect(ledger.committed).toEqual(records);
  expect(events.flushed).toHaveBeenCalledWith({
    entryCount: 1,
    recordCount: 10,
    claimedCount: 10,
    deadLetterCount: 0,
  });
});

test("while the ledger is away nothing is dropped, and smaller batches are tried", async () => {
  const { ledger, stop, events, end } = run();
  const away = new UnavailableError("away");
  ledger.failures = [away, away, away];
  const records = await append([100, 100, 100, 100, 100, 100]);
  const ended = end();
  await isEmpty();
  stop.abort();
  await ended;
  expect(ledger.committed).toEqual(records);
  expect(ledger.batchSizes).toEqual([400, 200, 100, 100, 100, 200, 200]);
  expect(events.failed).toHaveBeenCalledTimes(3);
  expect(events.failed).toHaveBeenCalledWith(away);
});

test("after a failure it pauses before it tries again", async () => {
  const { ledger, stop, events, end } = run();
  ledger.failures = [new UnavailableError("away")];
  await append([1]);
  const failedAtMs = new Promise<number>((resolve) => {
    events.failed.mockImplementation(() => resolve(performance.now()));
  });
  const ended = end({ pauseMsMin: 300, pauseMsMax: 300, random: () => 1 });
  await isEmpty();
  expect(performance.now() - (await failedAtMs)).toBeGreaterThan(290);
  stop.abort();
  await ended;
});

test("a settle that failed is made up for by the next pass", async () => {
  const { ledger, stop, end } = run();
  const records = await append([5]);
  const settle = vi.spyOn(at.waiting, "settle").mockRejectedValueOnce(new UnavailableError("cut"));
  const ended = end();
  await isEmpty();
  stop.abort();
  await ended;
  settle.mockRestore();
  expect(ledger.committed).toEqual([...records, ...records]);
});

test("a store that says it is away is progress; a fault of our own is none", async () => {
  const { ledger, stop, events, end } = run();
  ledger.failures = [new UnavailableError("away"), new TypeError("bug")];
  await append([1]);
  let progressAtFailures: number[] = [];
  events.failed.mockImplementation(() => {
    progressAtFailures = [...progressAtFailures, events.progress.mock.calls.length];
  });
  const ended = end();
  await isEmpty();
  stop.abort();
  await ended;
  expect(progressAtFailures).toEqual([1, 1]);
  expect(events.progress.mock.calls.length).toBeGreaterThan(1);
});

test("a final refusal is no reason to drop records either", async () => {
  const { ledger, stop, end } = run();
  ledger.failures = [new InvalidInputError("ODD", "odd"), "not even an error"];
  const records = await append([1]);
  const ended = end();
  await isEmpty();
  stop.abort();
  await ended;
  expect(ledger.committed).toEqual(records);
});

/** When each batch was committed, in milliseconds after the first. */
const commitTimes = async (counts: readonly number[], paceMs: number): Promise<number[]> => {
  const { ledger, stop, events, end } = run();
  const times: number[] = [];
  const commit = ledger.commit.bind(ledger);
  ledger.commit = async (records) => {
    times.push(performance.now());
    return commit(records);
  };
  await append(counts.slice(0, 1));
  // The next entries arrive only when the first pass has gone through, so that no pass takes two of them.
  const left = counts.slice(1);
  events.flushed.mockImplementation(async ({ recordCount }) => {
    if (recordCount > 0) await append(left.splice(0, 1));
  });
  const ended = end({ paceMs });
  await vi.waitFor(() => expect(times).toHaveLength(counts.length), 10_000);
  await isEmpty();
  stop.abort();
  await ended;
  return times.map((time) => time - (times[0] ?? 0));
};

test("a pass after a small one waits, so that commits are few; after a large one it does not", async () => {
  const [, second = 0] = await commitTimes([10, 10], 300);
  expect(second).toBeGreaterThan(280);
  const [, next = 0] = await commitTimes([100, 10], 60_000);
  expect(next).toBeLessThan(10_000);
});

test("told to stop while it keeps its pace, it ends at once", async () => {
  const { stop, events, end } = run();
  await append([1]);
  events.flushed.mockImplementation(async () => {
    setImmediate(() => stop.abort());
    return Promise.resolve();
  });
  expect(await end({ paceMs: 60_000 })).toBe("stopped");
});

test("told to stop while the ledger is away, it ends without another try, and leaves the entry pending", async () => {
  const { ledger, stop, events, end } = run();
  ledger.failures = [new UnavailableError("away")];
  events.failed.mockImplementation(() => stop.abort());
  await append([1]);
  expect(await end({ pauseMsMin: 60_000, pauseMsMax: 60_000 })).toBe("stopped");
  expect(ledger.batchSizes).toEqual([1]);
  expect((await at.buffer.backlog()).entryCount).toBe(1);
});

test("told to stop in the middle of a pass, it finishes the pass", async () => {
  const { ledger, steps, stop, end } = run();
  await append([1]);
  const commit = ledger.commit.bind(ledger);
  ledger.commit = async (records) => {
    stop.abort();
    return commit(records);
  };
  await end();
  expect(steps).toEqual(["read", "committed", "settled"]);
});

test("above its memory limit it ends after the pass", async () => {
  const { steps, end } = run();
  await append([1]);
  expect(await end({ rssBytes: () => 2 })).toBe("memory");
  expect(steps).toEqual(["read", "committed", "settled"]);
});
