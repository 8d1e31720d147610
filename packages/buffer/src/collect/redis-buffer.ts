import {
  BODY_BYTES_MAX,
  BusyError,
  InvalidInputError,
  RECORDS_PER_CALL_MAX,
  USAGE_BYTES_MAX,
  type AppendStatus,
  type CollectedRecord,
  type Dimension,
  type PeriodType,
  type StatisticsTotals,
  type UsageBuffer,
} from "@tokenledger/usage";
import { assertSafeRedis } from "../connection/assert-safe-redis.ts";
import { compareBases, type BaseComparison, type ComparedCell } from "../totals/compare-bases.ts";
import { addBacklogs, completeUntil, readBacklog, type Backlog } from "../waiting/backlog.ts";
import { Coalescer } from "./coalescer.ts";
import { collectOnce, type Candidate, type CollectAnswer, type CollectLimits } from "./collect.ts";
import { closeConnection, whenReady, type Connection } from "../connection/connection.ts";
import { readCounter, type Counter } from "../totals/counter.ts";
import { readEpoch, type Epoch } from "../connection/epoch.ts";
import type { BufferKeys } from "../keys.ts";
import { RedisQuotaCounters } from "../quotas/redis-quota-counters.ts";
import { recountPending } from "../totals/recount.ts";
import { seenMember } from "./seen-member.ts";
import { raiseBases } from "../settle/settle.ts";
import { SHARDS_MAX, groupByShard, makeShards, type Shards } from "../shards.ts";

const RECORD_BYTES = 1_024;
const LINE_BYTES = 256;

/** About the most bytes that a record takes in an entry, told without packing it. */
const weigh = ({ lines, rawUsage }: CollectedRecord): number =>
  RECORD_BYTES + LINE_BYTES * lines.length + (rawUsage === null ? 0 : USAGE_BYTES_MAX);

const distinctCandidates = (records: readonly CollectedRecord[]): Candidate[] => {
  const candidates = new Map<string, Candidate>();
  for (const record of records) {
    const member = seenMember(record);
    const identity = `${record.accessKeyId} ${member}`;
    if (!candidates.has(identity)) candidates.set(identity, { record, member });
  }
  return [...candidates.values()];
};

const statusesOf = (
  records: readonly CollectedRecord[],
  kept: readonly Candidate[],
): readonly AppendStatus[] => {
  const keptRecords = new Set(kept.map(({ record }) => record));
  return records.map((record) => (keptRecords.delete(record) ? "accepted" : "duplicate"));
};

/** The door's side of the buffer, on one Redis. Made by `createBuffer`. */
export class RedisBuffer implements UsageBuffer {
  /** The counters of quotas; for as long as the buffer is open. */
  readonly quotas: RedisQuotaCounters;
  readonly #redis: Connection;
  readonly #shards: Shards;
  readonly #limits: CollectLimits;
  /** One a shard: a call whose shard is full or away fails no other. */
  readonly #calls: readonly Coalescer<CollectedRecord, AppendStatus>[];
  #closing: Promise<void> | undefined;

  constructor(redis: Connection, shards: Shards, limits: CollectLimits) {
    this.#redis = redis;
    this.#shards = shards;
    this.#limits = limits;
    this.quotas = new RedisQuotaCounters(redis, shards);
    this.#calls = shards.all.map(
      (keys) =>
        new Coalescer({
          send: async (records) => this.#keep(keys, records),
          weigh,
          weightMax: BODY_BYTES_MAX,
        }),
    );
  }

  /** Bytes that may wait, on all shards together, before collect answers BUSY; each shard has an equal part of them. */
  get waitingBytesMax(): number {
    return this.#limits.waitingBytesMax * this.#shards.all.length;
  }

  /**
   * Waits for the connection and checks that this Redis keeps what it accepts.
   *
   * @returns what an operator should know; empty when all is as it should be.
   * @throws InvalidInputError REDIS_UNSAFE when it evicts. @throws UnavailableError when it cannot be reached in that time.
   */
  async verify(waitMsMax = 5_000): Promise<readonly string[]> {
    await whenReady(this.#redis, waitMsMax);
    return [
      ...(await assertSafeRedis(this.#redis, this.#limits.durability)),
      ...(await this.#leftBehind()),
    ];
  }

  /**
   * Calls of one turn of the event loop share one entry and one fsync, up to about 1 MiB; each gets its own statuses.
   * Fails within about a second when Redis is away: nothing is queued here.
   *
   * @throws InvalidInputError CALL_TOO_LARGE for more than RECORDS_PER_CALL_MAX records.
   */
  async append(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    if (records.length > RECORDS_PER_CALL_MAX) {
      throw new InvalidInputError(
        "CALL_TOO_LARGE",
        `${records.length} records in one call, at most ${RECORDS_PER_CALL_MAX}`,
      );
    }
    if (records.length === 0) return [];
    if (this.#calls.length === 1) return this.#add(0, records);
    return this.#addByShard(records);
  }

  async completeUntil(): Promise<Date> {
    const instants = (await this.#backlogs()).map(completeUntil);
    return instants.reduce((first, instant) => (instant < first ? instant : first));
  }

  /** What waits for the flusher. @throws UnavailableError */
  async backlog(): Promise<Backlog> {
    return addBacklogs(await this.#backlogs());
  }

  /** One running counter, fit to be answered with: see {@link Counter}. @throws UnavailableError */
  async counter(
    dimension: Dimension,
    periodType: PeriodType,
    periodStartMs: number,
  ): Promise<Counter> {
    return readCounter(this.#redis, this.#shards, { dimension, periodType, periodStartMs }, false);
  }

  /** One counter as it lies there, whoever wrote it. For checks, not for answers. @throws UnavailableError */
  async storedCounter(
    dimension: Dimension,
    periodType: PeriodType,
    periodStartMs: number,
  ): Promise<Counter> {
    return readCounter(this.#redis, this.#shards, { dimension, periodType, periodStartMs }, true);
  }

  /**
   * Holds cells of the ledger against their bases. Writes those that are missing or left behind by an earlier process of Redis, and those that are to
   * be replaced; tells of every other that differs. @throws UnavailableError
   */
  async compareBases(cells: readonly ComparedCell[]): Promise<BaseComparison> {
    return compareBases(this.#redis, this.#shards, cells);
  }

  /** Which process of Redis this is, and in which all counters were last compared with the ledger. @throws UnavailableError */
  async epoch(): Promise<Epoch> {
    return readEpoch(this.#redis, this.#shards, null);
  }

  /** Notes that all counters were compared with the ledger in this process of Redis; if it is another by now, notes nothing. @throws UnavailableError */
  async endReseed(process: string): Promise<void> {
    await readEpoch(this.#redis, this.#shards, process);
  }

  /**
   * Raises `base` to these totals where they are newer: after records were written to the ledger directly, or statistics rebuilt.
   * Safe to repeat and to run late.
   *
   * @throws UnavailableError
   */
  async mirror(totals: readonly StatisticsTotals[]): Promise<void> {
    await raiseBases(this.#redis, this.#shards, totals);
  }

  /**
   * Checks what is on its way against the waiting entries, and corrects it. Together with `mirror` this makes every counter anew.
   * The protocol keeps both equal; anything but 0 tells of lost data or of a fault, and is worth an alarm.
   *
   * @returns how many counts were wrong. @throws UnavailableError
   * @throws BusyError while more waits than can be counted at once (16 MB); nothing was changed.
   */
  async recount(): Promise<number> {
    let wrongCount = 0;
    for (const keys of this.#shards.all) wrongCount += await recountPending(this.#redis, keys);
    return wrongCount;
  }

  /** Waits for calls in flight and ends the connection. Closing twice is no error. */
  async close(): Promise<void> {
    this.#closing ??= Promise.all(this.#calls.map(async (calls) => calls.idle())).then(async () =>
      closeConnection(this.#redis),
    );
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #add(shard: number, records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    return this.#calls[shard]?.add(records) ?? [];
  }

  /** A call of one access key, as all of the door's are, is on one shard. */
  async #addByShard(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    const groups = groupByShard(records, ({ accessKeyId }) => this.#shards.indexOf(accessKeyId));
    const answers = await Promise.all(
      [...groups].map(
        async ([shard, group]) => [shard, (await this.#add(shard, group)).values()] as const,
      ),
    );
    const left = new Map(answers);
    return records.map(
      ({ accessKeyId }) => left.get(this.#shards.indexOf(accessKeyId))?.next().value ?? "accepted",
    );
  }

  /** What waits on shards that nobody reads, after their number was lowered. */
  async #leftBehind(): Promise<readonly string[]> {
    const count = this.#shards.all.length;
    const above = makeShards(SHARDS_MAX).all.slice(count);
    const backlogs = await Promise.all(above.map(async (keys) => readBacklog(this.#redis, keys)));
    const entryCount = backlogs.reduce((sum, backlog) => sum + backlog.entryCount, 0);
    return entryCount === 0
      ? []
      : [
          `${entryCount} entries wait on shards above ${count} and nobody reads them. Mend it with: the REDIS_SHARDS there were, until they are flushed`,
        ];
  }

  async #backlogs(): Promise<readonly Backlog[]> {
    return Promise.all(this.#shards.all.map(async (keys) => readBacklog(this.#redis, keys)));
  }

  async #keep(
    keys: BufferKeys,
    records: readonly CollectedRecord[],
  ): Promise<readonly AppendStatus[]> {
    const candidates = distinctCandidates(records);
    const answer = await this.#collect(keys, candidates, false);
    if (answer.type === "kept") return statusesOf(records, candidates);
    const fresh = candidates.filter((candidate) => !answer.candidates.has(candidate));
    // Ids that another call kept in this moment are kept again rather than asked about again: the ledger counts them once, and two calls
    // that send the same records cannot make each other start over for ever.
    if (fresh.length > 0) await this.#collect(keys, fresh, true);
    return statusesOf(records, fresh);
  }

  async #collect(
    keys: BufferKeys,
    candidates: readonly Candidate[],
    keepSeen: boolean,
  ): Promise<Exclude<CollectAnswer, { type: "busy" }>> {
    const answer = await collectOnce(this.#redis, keys, this.#limits, candidates, keepSeen);
    if (answer.type === "busy") {
      throw new BusyError(
        `${answer.waitingBytes} bytes wait for the ledger, at most ${this.#limits.waitingBytesMax} may`,
      );
    }
    return answer;
  }
}
