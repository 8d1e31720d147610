import type { Dimension, PeriodType } from "@tokenledger/usage";

/** The one consumer group of the stream. Every flusher is a consumer of it. */
export const FLUSH_GROUP = "flush";

const SEEN_BUCKET_MS = 5 * 60_000;

/** What `pend` is kept for: a dimension of the statistics, or the counter of a quota. */
export type PendingOwner = Dimension | { readonly type: "quota"; readonly id: string };

/** All names this room uses in Redis. Nothing else may build one. */
export interface BufferKeys {
  /** Stream of entries, one a collect call (or a tick of single collects). Entries leave it by settling, never by trimming. */
  readonly stream: string;
  /**
   * Hash: `bytes` and `records` now waiting; `accepted` and `settled` records since the hash was made; `epoch`, the process of Redis in which
   * all counters were last compared with the ledger.
   */
  readonly meta: string;
  /** What the names of all `pend` hashes begin with; the dimension's type, a colon and its id follow. */
  readonly pendPrefix: string;
  /** Hash of the five totals accepted and not yet settled, over all periods; for a quota, of its amount alone (`i`). Absent means zero. */
  pend(owner: PendingOwner): string;
  /**
   * Hash `rev`, the five totals and the cost of one cell of UsageStatistics, as of its newest settled commit; `e`, the process of Redis (its
   * run id) in which it was written.
   */
  base(dimension: Dimension, periodType: PeriodType, periodStartMs: number): string;
  /** Set of the records of one access key seen lately, by 5-minute bucket of the time inside their ids. */
  seen(accessKeyId: string, occurTimeMs: number): string;
  /** Hash of one entry that has turns alone: how often each part of it was begun by a reader that did not come back. */
  trial(entryId: string): string;
  /** Sorted set of the flushers that are there. On the first shard only. */
  readonly flushers: string;
  /** Text: changes when the seeds of all quotas are void. */
  readonly quotaEpoch: string;
  /** Hash of one quota's counter: `seed`, `mark`, `at`, `epoch` (the ledger's sum and when it was read), `moved` (settled so far), `held` (reserved). */
  quota(counterId: string): string;
  /** Sorted set of the counter's reservations, each with its amount, by expiry in epoch milliseconds. */
  quotaReserved(counterId: string): string;
  /** Hash of one reservation: amount by counter. */
  quotaHold(reservationId: string): string;
}

/**
 * Key names of one shard.
 *
 * `{s<shard>}` is a Redis Cluster hash tag: only the text between the first braces is hashed, so all keys of a shard share a slot and the same
 * scripts run on a cluster. It stands before anything a caller can choose, so a brace in a user's name cannot move a key.
 */
export const bufferKeys = (shard = 0): BufferKeys => {
  const tag = `tl:{s${shard}}`;
  const pendPrefix = `${tag}:pend:`;
  return {
    stream: `${tag}:in`,
    meta: `${tag}:meta`,
    pendPrefix,
    pend: ({ type, id }) => `${pendPrefix}${type}:${id}`,
    base: ({ type, id }, periodType, periodStartMs) =>
      `${tag}:base:${periodType}:${periodStartMs}:${type}:${id}`,
    seen: (accessKeyId, occurTimeMs) =>
      `${tag}:seen:${accessKeyId}:${Math.floor(occurTimeMs / SEEN_BUCKET_MS)}`,
    trial: (entryId) => `${tag}:trial:${entryId}`,
    flushers: `${tag}:flushers`,
    quotaEpoch: `${tag}:quota-epoch`,
    quota: (counterId) => `${tag}:quota:${counterId}`,
    quotaReserved: (counterId) => `${tag}:quota-reserved:${counterId}`,
    quotaHold: (reservationId) => `${tag}:quota-hold:${reservationId}`,
  };
};
