import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";

const script = loadScript("backlog");

/** What waits for the flusher. */
export interface Backlog {
  readonly entryCount: number;
  readonly recordCount: number;
  readonly byteCount: number;
  /** When the oldest entry was accepted; null when nothing waits. Redis's clock, as are all times here. */
  readonly oldest: Date | null;
  readonly now: Date;
  /** Records accepted since Redis last lost its data. `acceptedCount = settledCount + recordCount`, always. */
  readonly acceptedCount: number;
  readonly settledCount: number;
}

const Count = z.coerce.number();
const Reply = z.tuple([z.tuple([Count, Count]), z.string(), z.int(), Count, Count, Count, Count]);

/** The earlier of two times; null is never. */
export const earlier = (a: Date | null, b: Date | null): Date | null =>
  a === null || (b !== null && b < a) ? b : a;

const add = (a: Backlog, b: Backlog): Backlog => ({
  entryCount: a.entryCount + b.entryCount,
  recordCount: a.recordCount + b.recordCount,
  byteCount: a.byteCount + b.byteCount,
  oldest: earlier(a.oldest, b.oldest),
  now: a.now > b.now ? a.now : b.now,
  acceptedCount: a.acceptedCount + b.acceptedCount,
  settledCount: a.settledCount + b.settledCount,
});

/** Sums what waits on several shards; `now` is the latest of their clocks. */
export const addBacklogs = (backlogs: readonly Backlog[]): Backlog => backlogs.reduce(add);

/** Everything that one shard accepted before this instant is in the ledger; the instant is exclusive. */
export const completeUntil = ({ oldest, now }: Backlog): Date =>
  // The entry itself, accepted in this very millisecond, is not in the ledger yet.
  oldest !== null && oldest < now ? oldest : now;

/** Reads how much waits on one shard, and since when, at one instant. */
export const readBacklog = async (redis: Connection, keys: BufferKeys): Promise<Backlog> => {
  const [[seconds, microseconds], oldestId, entryCount, ...counts] = Reply.parse(
    await runScript(redis, script, [keys.stream, keys.meta], []),
  );
  const [byteCount, recordCount, acceptedCount, settledCount] = counts;
  return {
    entryCount,
    recordCount,
    byteCount,
    // Entry ids begin with the epoch milliseconds of their XADD.
    oldest: oldestId === "" ? null : new Date(Number.parseInt(oldestId, 10)),
    now: new Date(seconds * 1000 + Math.floor(microseconds / 1000)),
    acceptedCount,
    settledCount,
  };
};
