import { UnreadableError, type StatisticsTotals, type WaitingEntry } from "@tokenledger/usage";
import { closeConnection, whenReady, type Connection } from "../connection/connection.ts";
import { EntryTrials } from "./entry-trials.ts";
import { HeldEntries } from "./held-entries.ts";
import type { BufferKeys } from "../keys.ts";
import { parseEntry, type RawEntry } from "./parse-entry.ts";
import { removeIdleConsumers } from "./remove-idle-consumers.ts";
import { settleEntries } from "../settle/settle.ts";
import type { Shards } from "../shards.ts";
import type { WaitingBuffer } from "./waiting-buffer.ts";
import { replyCode } from "../connection/store-error.ts";
import {
  claimIdle,
  createGroup,
  deliveryCounts,
  readNew,
  readOwn,
  type ConsumerStream,
} from "./stream-reads.ts";
import { SuspectEntries } from "./suspect-entries.ts";

const START = "0-0";
const REPORTED_MAX = 1_000;
const READY_MS_MAX = 2_000;
/** So many readers may end while they unpack an entry alone; then it waits on the stream as one that nobody can read. */
const ENDED_MAX = 3;
/** Below the time after which the blocking connection would be taken for dead. */
export const WAIT_MS_MAX = 5_000;

export interface WaitingUsageOptions {
  /** For everything that answers at once. */
  readonly commands: Connection;
  /** For reads that wait; nothing else may queue behind them. */
  readonly blocking: Connection;
  /** The shard that is read. */
  readonly keys: BufferKeys;
  readonly shards: Shards;
  readonly consumer: string;
  /** Entries that a consumer has held for so long are taken over. */
  readonly claimIdleMs: number;
  /** How often to look for such entries while none are found. */
  readonly claimEveryMs: number;
  readonly onUnreadable: (entryId: string, error: UnreadableError) => void;
  /** Told before an entry has its turn alone that was handed out suspiciously often. */
  readonly onSuspect: (entryId: string, deliveryCount: number) => void;
}

/**
 * The flusher's side of one shard. Made by `createWaitingUsage`. One reader at a time.
 *
 * Where entries come from, in this order: those handed out before and not settled; own unsettled ones that Redis knows of (after a start, and
 * after any failed read, whose reply may have been lost with entries in it); those of dead consumers; new ones.
 * An entry that this version cannot read stays pending, is reported once, and is passed over. One that was handed out again and again comes alone.
 */
export class RedisWaitingUsage implements WaitingBuffer {
  readonly #options: WaitingUsageOptions;
  readonly #at: ConsumerStream;
  readonly #held = new HeldEntries();
  readonly #suspects: SuspectEntries;
  readonly #trials: EntryTrials;
  readonly #reported = new Set<string>();
  #ownAfterId: string | undefined = START;
  #claimCursor = START;
  #claimDueMs = 0;
  #unreadableCount = 0;
  #preparing: Promise<void> | undefined;
  #isSuspectOut = false;
  #closing: Promise<void> | undefined;

  constructor(options: WaitingUsageOptions) {
    this.#options = options;
    this.#at = { stream: options.keys.stream, consumer: options.consumer };
    this.#suspects = new SuspectEntries(options.claimIdleMs);
    this.#trials = new EntryTrials(options.commands, options.keys);
  }

  /** Reports of unreadable entries so far. */
  get unreadableCount(): number {
    return this.#unreadableCount;
  }

  /** Waits at most 5 s for an entry, whatever `waitMsMax` says, and at most 2 s for a connection. @throws UnavailableError */
  async read(recordCountMax: number, waitMsMax: number): Promise<readonly WaitingEntry[]> {
    await this.#preparing;
    this.#preparing = undefined;
    try {
      return await this.#read(recordCountMax, Math.min(waitMsMax, WAIT_MS_MAX));
    } catch (error) {
      this.#startOver();
      throw error;
    }
  }

  /**
   * Fetches new entries only: those of the past are looked for by reads, one after the other.
   * None beside a suspect: what it takes along would be suspected next.
   */
  prepare(recordCountMax: number): void {
    if (this.#ownAfterId !== undefined || this.#isSuspectOut) return;
    this.#preparing ??= this.#holdNew(recordCountMax, 0).catch(() => this.#startOver());
  }

  async settle(
    entries: readonly WaitingEntry[],
    totals: readonly StatisticsTotals[],
  ): Promise<number> {
    const taken = await settleEntries(this.#options.commands, this.#options, entries, totals);
    this.#held.settled(entries);
    const ids = entries.map(({ entryId }) => entryId);
    this.#suspects.gone(new Set(ids));
    await this.#trials.forget(ids);
    return taken;
  }

  /**
   * Forgets other consumers that hold nothing and have not been heard of for `idleMsMin`.
   *
   * @returns how many. @throws UnavailableError
   */
  async removeIdleConsumers(idleMsMin: number): Promise<number> {
    return removeIdleConsumers(this.#options.commands, this.#at, idleMsMin);
  }

  /** Cuts a read in flight short. What was read and not settled stays pending. Closing twice is no error. */
  async close(): Promise<void> {
    this.#options.blocking.disconnect();
    this.#closing ??= closeConnection(this.#options.commands);
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #read(recordCountMax: number, waitMsMax: number): Promise<readonly WaitingEntry[]> {
    await Promise.all([
      whenReady(this.#options.commands, READY_MS_MAX),
      whenReady(this.#options.blocking, READY_MS_MAX),
    ]);
    this.#held.putBack();
    await this.#holdOwn(recordCountMax);
    await this.#holdAbandoned(recordCountMax);
    const suspect = await this.#takeSuspect();
    this.#isSuspectOut = suspect.length > 0;
    if (suspect.length > 0) return suspect;
    await this.#holdNew(recordCountMax, performance.now() + waitMsMax);
    return this.#held.take(recordCountMax);
  }

  async #holdOwn(recordCountMax: number): Promise<void> {
    while (this.#ownAfterId !== undefined && !this.#held.isFull(recordCountMax)) {
      const afterId = this.#ownAfterId;
      const page = await this.#inGroup(async () =>
        readOwn(this.#options.commands, this.#at, afterId, this.#held.fetchCount(recordCountMax)),
      );
      this.#ownAfterId = page.lastId;
      this.#hold(await this.#sift(page.entries));
    }
  }

  /** A reply may have been lost with entries in it: everything unsettled is asked for again. */
  #startOver(): void {
    this.#held.clear();
    this.#suspects.clear();
    this.#ownAfterId = START;
  }

  /**
   * One page a read: the search goes on where it stopped, so that it costs the same however many entries are pending.
   * Also when enough is held: under load something always is, and the entries of the dead must not wait until it is over.
   */
  async #holdAbandoned(recordCountMax: number): Promise<void> {
    if (performance.now() < this.#claimDueMs) return;
    const { commands, claimIdleMs, claimEveryMs } = this.#options;
    const claimed = await this.#inGroup(async () =>
      claimIdle(
        commands,
        this.#at,
        claimIdleMs,
        this.#claimCursor,
        this.#held.fetchCount(recordCountMax),
      ),
    );
    this.#claimCursor = claimed.cursor;
    const readableCount = this.#hold(await this.#sift(claimed.entries));
    // Only readable entries are worth going on at the next read: those that nobody can read would otherwise be claimed round and round.
    if (readableCount === 0) this.#claimDueMs = performance.now() + claimEveryMs;
  }

  async #sift(entries: readonly RawEntry[]): Promise<readonly RawEntry[]> {
    const counts = await deliveryCounts(this.#options.commands, this.#at, entries);
    return this.#suspects.sift(entries, counts);
  }

  async #takeSuspect(): Promise<readonly WaitingEntry[]> {
    const suspect = this.#suspects.next();
    if (suspect === undefined) return [];
    const { deliveryCount, entry } = suspect;
    this.#options.onSuspect(entry.id, deliveryCount);
    const trial = this.#trials.of(entry.id);
    const entries = await trial.attempt("unpacking", async (endedCount) => {
      if (endedCount < ENDED_MAX) return Promise.resolve(this.#parse([entry]));
      const text = `Entry ${entry.id} ended ${endedCount} readers while they unpacked it`;
      this.#report(entry.id, new UnreadableError(text));
      return [];
    });
    if (entries.length === 0) this.#suspects.gone(new Set([entry.id]));
    return entries.map((readable) => Object.assign({}, readable, { trial }));
  }

  /** Waits for the first entry until the deadline, and only while nothing is held; then takes what is there. */
  async #holdNew(recordCountMax: number, deadlineMs: number): Promise<void> {
    while (!this.#held.isFull(recordCountMax)) {
      const waitMs = this.#held.isEmpty ? deadlineMs - performance.now() : 0;
      const redis = waitMs > 0 ? this.#options.blocking : this.#options.commands;
      const entries = await this.#inGroup(async () =>
        readNew(redis, this.#at, this.#held.fetchCount(recordCountMax), waitMs),
      );
      if (entries.length === 0) return;
      this.#hold(entries);
    }
  }

  async #inGroup<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      // UNBLOCKED: the stream was deleted under a waiting read (Redis 7.0). NOGROUP: it, or the group, was not there to begin with.
      if (replyCode(error) !== "NOGROUP" && replyCode(error) !== "UNBLOCKED") throw error;
      await createGroup(this.#options.commands, this.#at.stream);
      return read();
    }
  }

  /** Holds the entries that this version can read, leaves the others alone. @returns how many it can read. */
  #hold(raw: readonly RawEntry[]): number {
    const entries = this.#parse(raw);
    this.#held.add(entries);
    return entries.length;
  }

  #parse(raw: readonly RawEntry[]): readonly WaitingEntry[] {
    const entries: WaitingEntry[] = [];
    for (const entry of raw) {
      try {
        entries.push(parseEntry(entry));
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        this.#report(entry.id, error);
      }
    }
    return entries;
  }

  #report(entryId: string, error: UnreadableError): void {
    if (this.#reported.has(entryId)) return;
    // Bounded: beyond this they are reported again rather than remembered.
    if (this.#reported.size >= REPORTED_MAX) this.#reported.clear();
    this.#reported.add(entryId);
    this.#unreadableCount += 1;
    this.#options.onUnreadable(entryId, error);
  }
}
