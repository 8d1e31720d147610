import { setTimeout as delay } from "node:timers/promises";
import type { StatisticsTotals, WaitingEntry } from "@tokenledger/usage";
import type { RedisWaitingUsage } from "./redis-waiting-usage.ts";
import type { ShardDuty } from "./shard-duty.ts";
import type { WaitingBuffer } from "./waiting-buffer.ts";

/** A read that waits for entries, as it stands. */
interface WaitingRead {
  done: Promise<void>;
  outcome: { readonly entries: readonly WaitingEntry[] } | { readonly error: unknown } | undefined;
}

export interface ShardedWaitingUsageOptions {
  /** The reader of each shard, in order. */
  readonly shards: readonly RedisWaitingUsage[];
  readonly duty: ShardDuty;
  /** A pass waits no longer, so that this flusher is believed to be there. */
  readonly waitMsMax: number;
}

/**
 * The flusher's side of a buffer of several shards. Each read gives the entries of one shard, and the shards take turns: what is committed together
 * is settled by one script, and the statistics rows of its access keys have no other writer.
 *
 * - busy: the shards of this flusher are asked in turn and no read waits; at most one batch is in memory.
 * - idle: one read a shard waits; the first that brings something is handed out, what the others bring comes with the next reads.
 */
export class ShardedWaitingUsage implements WaitingBuffer {
  readonly #options: ShardedWaitingUsageOptions;
  readonly #waiting = new Map<number, WaitingRead>();
  readonly #shardOf = new WeakMap<WaitingEntry, number>();
  #turn = 0;
  #mine: readonly number[] = [];
  /** Holds entries that were fetched ahead. */
  #prepared: number | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ShardedWaitingUsageOptions) {
    this.#options = options;
  }

  /** Reports of unreadable entries so far. */
  get unreadableCount(): number {
    return this.#options.shards.reduce((sum, shard) => sum + shard.unreadableCount, 0);
  }

  /** Entries of one shard. @throws UnavailableError */
  async read(recordCountMax: number, waitMsMax: number): Promise<readonly WaitingEntry[]> {
    const waitMs = Math.min(waitMsMax, this.#options.waitMsMax);
    const mine = await this.#options.duty.shards();
    this.#mine = mine;
    // What was fetched from a shard of another by now is this flusher's all the same.
    const ahead = this.#prepared === undefined ? [] : [this.#prepared];
    this.#prepared = undefined;
    const shards = [...new Set([...ahead, ...this.#inTurn(mine), ...this.#waiting.keys()])];
    for (const shard of shards) {
      const entries = await this.#readNow(shard, recordCountMax);
      if (entries.length > 0) return this.#handOut(shard, entries);
    }
    if (waitMs <= 0) return [];
    return this.#wait(mine, recordCountMax, waitMs);
  }

  /** Fetches from the shard whose turn is next. */
  prepare(recordCountMax: number): void {
    const [next] = this.#inTurn(this.#mine);
    if (next === undefined || this.#waiting.has(next)) return;
    this.#prepared = next;
    this.#options.shards[next]?.prepare(recordCountMax);
  }

  /** Takes off committed entries, shard by shard. @throws UnavailableError */
  async settle(
    entries: readonly WaitingEntry[],
    totals: readonly StatisticsTotals[],
  ): Promise<number> {
    let taken = 0;
    for (const [shard, own] of Map.groupBy(entries, (entry) => this.#shardOf.get(entry) ?? 0)) {
      taken += (await this.#options.shards[shard]?.settle(own, totals)) ?? 0;
    }
    return taken;
  }

  /** @returns how many, on all shards. @throws UnavailableError */
  async removeIdleConsumers(idleMsMin: number): Promise<number> {
    let removed = 0;
    for (const shard of this.#options.shards) removed += await shard.removeIdleConsumers(idleMsMin);
    return removed;
  }

  /** Cuts reads in flight short, and leaves its shards to the others. Closing twice is no error. */
  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    await this.#options.duty.leave().catch(() => undefined);
    await Promise.all(this.#options.shards.map(async (shard) => shard.close()));
  }

  #inTurn(shards: readonly number[]): readonly number[] {
    const from = shards.findIndex((shard) => shard > this.#turn);
    return from < 0 ? shards : [...shards.slice(from), ...shards.slice(0, from)];
  }

  #handOut(shard: number, entries: readonly WaitingEntry[]): readonly WaitingEntry[] {
    this.#turn = shard;
    for (const entry of entries) this.#shardOf.set(entry, shard);
    return entries;
  }

  async #readNow(shard: number, recordCountMax: number): Promise<readonly WaitingEntry[]> {
    const waiting = this.#waiting.get(shard);
    if (waiting === undefined) {
      return (await this.#options.shards[shard]?.read(recordCountMax, 0)) ?? [];
    }
    if (waiting.outcome === undefined) return [];
    this.#waiting.delete(shard);
    if ("error" in waiting.outcome) throw waiting.outcome.error;
    return waiting.outcome.entries;
  }

  async #wait(
    mine: readonly number[],
    recordCountMax: number,
    waitMs: number,
  ): Promise<readonly WaitingEntry[]> {
    for (const shard of mine) this.#startWaiting(shard, recordCountMax, waitMs);
    const reads = [...this.#waiting.values()].map(async ({ done }) => done);
    // A flusher without a shard stands by, and looks again.
    if (reads.length === 0) await delay(waitMs);
    else await Promise.race(reads);
    for (const shard of this.#waiting.keys()) {
      const entries =
        this.#waiting.get(shard)?.outcome === undefined
          ? []
          : await this.#readNow(shard, recordCountMax);
      if (entries.length > 0) return this.#handOut(shard, entries);
    }
    return [];
  }

  #startWaiting(shard: number, recordCountMax: number, waitMs: number): void {
    const reader = this.#options.shards[shard];
    if (reader === undefined || this.#waiting.has(shard)) return;
    const read: WaitingRead = { outcome: undefined, done: Promise.resolve() };
    read.done = this.#keepOutcome(read, reader.read(recordCountMax, waitMs));
    this.#waiting.set(shard, read);
  }

  async #keepOutcome(read: WaitingRead, reading: Promise<readonly WaitingEntry[]>): Promise<void> {
    try {
      read.outcome = { entries: await reading };
    } catch (error) {
      read.outcome = { error };
    }
  }
}
