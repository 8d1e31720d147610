import type { DateRange } from "./usage-queries.ts";
import type { Dimension, DimensionType, PeriodType } from "../record/totals.ts";

/** The eight sums of a statistics cell. */
export interface AggregateSums {
  readonly inputTokens: bigint;
  readonly cacheCreationInputTokens: bigint;
  readonly cacheReadInputTokens: bigint;
  readonly outputTokens: bigint;
  readonly requests: bigint;
  readonly failedRequests: bigint;
  readonly costPicoUsd: bigint;
  readonly unpricedRequests: bigint;
}

/** A statistics cell that is not the sum of its rows. */
export interface AggregateDifference {
  readonly dimension: Dimension;
  readonly periodType: PeriodType;
  readonly periodStart: Date;
  /** What was stored; null: nothing was. */
  readonly before: AggregateSums | null;
  /** What the rows say. */
  readonly after: AggregateSums;
}

/** `verify` looks at everything and mends what differs; `rebuild` writes everything anew from the rows. */
export const aggregateJobKinds = ["verify", "rebuild"] as const;
export type AggregateJobKind = (typeof aggregateJobKinds)[number];

export const aggregateJobStates = ["queued", "running", "done", "failed"] as const;
export type AggregateJobState = (typeof aggregateJobStates)[number];

/** What is to be looked at. */
export interface AggregateScope extends DateRange {
  /** Null: access keys and users. */
  readonly dimensionType: DimensionType | null;
  /** An access key's id or a user's id; null: all. */
  readonly dimensionId: string | null;
}

export interface NewAggregateJob extends AggregateScope {
  readonly kind: AggregateJobKind;
  /** Tells the differences and changes nothing. */
  readonly isDryRun: boolean;
  readonly actor: string;
  readonly reason: string;
}

/** A verification or a rebuild, with how far it is. */
export interface AggregateJob extends NewAggregateJob {
  readonly id: string;
  readonly state: AggregateJobState;
  readonly createTime: Date;
  readonly startTime: Date | null;
  readonly finishTime: Date | null;
  /** UTC days of the range, and those that are through. */
  readonly dayCount: number;
  readonly doneDayCount: number;
  /** Days whose rows were dropped: their sums are all that is left and stay as they are. */
  readonly skippedDayCount: number;
  /** Pairs of a dimension and a day that were summed. */
  readonly unitCount: number;
  /** Statistics cells that differed, and breakdown cells. */
  readonly differenceCount: number;
  readonly breakdownDifferenceCount: number;
  /** The first hundred. */
  readonly differences: readonly AggregateDifference[];
  readonly error: string | null;
}

export interface SumDaysOptions {
  /** A day that was changed is summed again so long after its last summing: records come late for hours. Default 0. */
  readonly restMs?: number;
  /** Ends it after the day in hand. */
  readonly signal?: AbortSignal;
}

/** Verifies and rebuilds the sums while records are being committed. */
export interface Aggregates {
  /** Queues a job; a scheduler runs it. Whole UTC days: the range is widened to them. @throws InvalidInputError RANGE_INVALID. @throws UnavailableError */
  start(job: NewAggregateJob): Promise<AggregateJob>;
  /** @throws InvalidInputError NOT_FOUND. @throws UnavailableError */
  get(id: string): Promise<AggregateJob>;
  /** Newest first. @throws UnavailableError */
  list(countMax: number): Promise<readonly AggregateJob[]>;
  /**
   * Runs what is queued, and what a dead process left, day by day, until nothing is left or the signal aborts; then the job goes on at its next day.
   * Any number of processes may. @returns how many jobs were ended. @throws UnavailableError
   */
  work(owner: string, signal?: AbortSignal): Promise<number>;
  /**
   * Sums by day, newest first, what models and features came to for each key and user, and for everybody by how requests ended, of UTC days that have ended and
   * are not summed, or were changed since. Questions over weeks read days then instead of hours or rows; their answers are the same without. Any number of processes
   * may. A day that fails keeps no other from its turn; then the first failure is thrown. @returns how many days. @throws UnavailableError
   */
  sumDays(now: Date, options?: SumDaysOptions): Promise<number>;
}
