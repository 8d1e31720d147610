import { setTimeout as delay } from "node:timers/promises";
import { createBuffer } from "@tokenledger/buffer";
import type { Redis } from "ioredis";
import { z } from "zod";
import { STREAM } from "../straightforward/record-input.ts";

const LOOK_MS = 10;

/** The way from collect to the ledger, as seen from outside. */
export interface Pipe {
  readonly waitingCount: number;
  readonly settledCount: number;
}

/** Looks at a pipe. */
export type Look = () => Promise<Pipe>;

const StreamInfo = z.array(z.unknown());
const numberAfter = (info: readonly unknown[], name: string): number =>
  z.number().parse(info[info.indexOf(name) + 1]);

/** The straightforward build's: entries that were added and are gone are settled. */
export const lookAtStream =
  (redis: Redis): Look =>
  async () => {
    const info = StreamInfo.parse(await redis.xinfo("STREAM", STREAM));
    const waitingCount = numberAfter(info, "length");
    return { waitingCount, settledCount: numberAfter(info, "entries-added") - waitingCount };
  };

/** The product's, as its own backlog says. */
export const openBufferLook = async (
  redisUrl: string,
  shards = 1,
): Promise<{ readonly look: Look } & AsyncDisposable> => {
  const buffer = createBuffer({ url: redisUrl, shards });
  await buffer.verify();
  return {
    look: async () => {
      const { recordCount, settledCount } = await buffer.backlog();
      return { waitingCount: recordCount, settledCount };
    },
    [Symbol.asyncDispose]: async () => buffer.close(),
  };
};

/** Waits until nothing waits. */
export const untilDrained = async (look: Look): Promise<void> => {
  while ((await look()).waitingCount > 0) await delay(LOOK_MS);
};

export interface Drained {
  readonly recordCount: number;
  readonly seconds: number;
}

/**
 * Waits until a pipe is empty. Counts from the first record that is seen to be settled: starting a program is not draining.
 *
 * @param onFirst called then.
 */
export const untilEmpty = async (look: Look, onFirst: () => void): Promise<Drained> => {
  const before = await look();
  let now = before;
  // A server that Redis failed wrote past it: then nothing may be left to wait for.
  while (now.waitingCount > 0 && now.settledCount === before.settledCount) {
    await delay(LOOK_MS);
    now = await look();
  }
  const startMs = performance.now();
  // All of it in one look: then it counts from before that.
  const first = now.waitingCount > 0 ? now : before;
  onFirst();
  while (now.waitingCount > 0) {
    await delay(LOOK_MS);
    now = await look();
  }
  return {
    recordCount: Math.max(1, now.settledCount - first.settledCount),
    seconds: Math.max(LOOK_MS, performance.now() - startMs) / 1_000,
  };
};
