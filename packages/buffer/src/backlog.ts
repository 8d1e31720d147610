import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "./keys.ts";
import { loadScript, runScript } from "./script.ts";

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

/** Reads how much waits, and since when, at one instant. */
export const readBacklog = async (redis: Redis, keys: BufferKeys): Promise<Backlog> => {
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
