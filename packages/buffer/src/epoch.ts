import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "./keys.ts";
import { loadScript, runScript } from "./script.ts";

const script = loadScript("epoch");

/** A stretch of a Redis's life. */
export interface Epoch {
  /** Run id of the process that answers: another after every start and every failover. */
  readonly process: string;
  /** In this process every counter has been compared with the ledger. False after a start, a failover, and a loss of all data. */
  readonly isCompared: boolean;
}

const Reply = z.tuple([z.string(), z.string()]);

/** @param compared a process in which all counters were compared; noted only if it is the one that answers. */
export const readEpoch = async (
  redis: Redis,
  keys: BufferKeys,
  compared: string | null,
): Promise<Epoch> => {
  const [process, noted] = Reply.parse(
    await runScript(redis, script, [keys.meta], [compared ?? ""]),
  );
  return { process, isCompared: process === noted };
};
