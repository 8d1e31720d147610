import type { MikroORM } from "@mikro-orm/postgresql";
import {
  aggregateJobKinds,
  dimensionTypes,
  InvalidInputError,
  periodOf,
  UnavailableError,
  type AggregateDifference,
  type AggregateJob,
  type Aggregates,
  type AggregateSums,
  type NewAggregateJob,
} from "@tokenledger/usage";
import { z } from "zod";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { AggregateJobEntry } from "../entities/aggregate-job.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";
import { Findings, MissingSums, treatDay, type TreatedDay } from "./aggregate-days.ts";
import { sumDays } from "./sum-days.ts";
import { CellChange, DAY_MS, type AggregateContext } from "./aggregate-unit.ts";

const Ms = z.string().transform(Number);

const CLAIM = {
  text: sqlFile(new URL("./sql/claim-aggregate-job.sql", import.meta.url)),
  row: z.object({
    id: z.string(),
    kind: z.enum(aggregateJobKinds),
    is_dry_run: z.boolean(),
    dimension_type: z.enum(dimensionTypes).nullable(),
    dimension_id: z.string().nullable(),
    next_ms: Ms,
    end_ms: Ms,
  }),
};
type ClaimedJob = z.output<typeof CLAIM.row>;

const SAVE = {
  text: sqlFile(new URL("./sql/save-aggregate-job.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

/** Ten years. */
const DAYS_MAX = 3_660;
const BEAT_EVERY_MS = 5_000;

const sumsOf = (sums: readonly string[]): AggregateSums => {
  const at = (index: number): bigint => BigInt(sums[index] ?? "0");
  return {
    inputTokens: at(0),
    cacheCreationInputTokens: at(1),
    cacheReadInputTokens: at(2),
    outputTokens: at(3),
    requests: at(4),
    failedRequests: at(5),
    costPicoUsd: at(6),
    unpricedRequests: at(7),
  };
};

const differenceOf = (change: CellChange): AggregateDifference => ({
  dimension: change.dimension,
  periodType: change.periodType,
  periodStart: new Date(change.periodStartMs),
  before: change.before === null ? null : sumsOf(change.before),
  after: sumsOf(change.after),
});

const daysBetween = (from: Date, to: Date): number =>
  Math.round((to.getTime() - from.getTime()) / DAY_MS);

const viewOf = (entry: AggregateJobEntry): AggregateJob => ({
  id: entry.id,
  kind: entry.kind,
  state: entry.state,
  isDryRun: entry.isDryRun,
  dimensionType: entry.dimensionType ?? null,
  dimensionId: entry.dimensionId ?? null,
  startDate: entry.rangeStart,
  endDate: entry.rangeEnd,
  actor: entry.actor,
  reason: entry.reason,
  createTime: entry.createTime,
  startTime: entry.startTime ?? null,
  finishTime: entry.finishTime ?? null,
  dayCount: daysBetween(entry.rangeStart, entry.rangeEnd),
  doneDayCount: daysBetween(entry.rangeStart, entry.nextDay),
  skippedDayCount: entry.skippedDayCount,
  unitCount: entry.unitCount,
  differenceCount: entry.differenceCount,
  breakdownDifferenceCount: entry.breakdownDifferenceCount,
  differences: z.array(CellChange).parse(entry.differences).map(differenceOf),
  error: entry.error ?? null,
});

/** The range in whole UTC days. @throws InvalidInputError RANGE_INVALID */
const wholeDays = ({ startDate, endDate }: NewAggregateJob): readonly [Date, Date] => {
  const from = new Date(periodOf("day", startDate.getTime()).startMs);
  const to = new Date(periodOf("day", endDate.getTime() - 1).endMs);
  const days = daysBetween(from, to);
  if (!(days >= 1 && days <= DAYS_MAX)) {
    throw new InvalidInputError(
      "RANGE_INVALID",
      `The range must hold 1 to ${String(DAYS_MAX)} days.`,
    );
  }
  return [from, to];
};

/** Another process has this job by now. */
class JobLostError extends Error {}

const nothing: TreatedDay = { isSkipped: false, findings: new Findings() };

/** A job in hand: what was found since it was saved last, and whose it is. */
class JobInHand {
  readonly #orm: MikroORM;
  readonly #owner: string;
  readonly job: ClaimedJob;
  #savedMs = performance.now();

  constructor(orm: MikroORM, owner: string, job: ClaimedJob) {
    this.#orm = orm;
    this.#owner = owner;
    this.job = job;
  }

  /** @throws JobLostError */
  async save(
    state: "running" | "queued" | "done" | "failed",
    nextMs: number,
    { findings, isSkipped }: TreatedDay = nothing,
    error: string | null = null,
  ): Promise<void> {
    const rows = await autocommit(this.#orm).rows(SAVE, [
      this.job.id,
      this.#owner,
      state,
      nextMs,
      isSkipped ? 1 : 0,
      findings.unitCount,
      findings.changeCount,
      findings.breakdownCount,
      JSON.stringify(findings.changes),
      error,
    ]);
    if (rows.length === 0) throw new JobLostError();
    this.#savedMs = performance.now();
  }

  /** A sign of life, from time to time. @throws JobLostError */
  async beat(dayMs: number): Promise<void> {
    if (performance.now() - this.#savedMs > BEAT_EVERY_MS) await this.save("running", dayMs);
  }
}

/** Runs the days that are left. @returns whether the job is through. @throws JobLostError, UnavailableError */
const runDays = async (
  context: AggregateContext,
  hand: JobInHand,
  isStopped: () => boolean,
): Promise<boolean> => {
  const { job } = hand;
  const missing = new MissingSums();
  for (let dayMs = job.next_ms; dayMs < job.end_ms; dayMs += DAY_MS) {
    if (isStopped()) {
      await hand.save("queued", dayMs);
      return false;
    }
    const treated = await treatDay(context, dayMs, {
      kind: job.kind,
      isDryRun: job.is_dry_run,
      dimensionType: job.dimension_type,
      dimensionId: job.dimension_id,
      endMs: job.end_ms,
      between: async () => hand.beat(dayMs),
      missing,
    });
    await hand.save("running", dayMs + DAY_MS, treated);
  }
  await hand.save("done", job.end_ms);
  return true;
};

/** Runs a job to its end, or to where it is stopped. @returns whether it has ended. @throws UnavailableError */
const runJob = async (
  context: AggregateContext,
  hand: JobInHand,
  isStopped: () => boolean,
): Promise<boolean> => {
  try {
    return await runDays(context, hand, isStopped);
  } catch (error) {
    if (error instanceof JobLostError) return false;
    // The days that are through are saved; the next to take it goes on after them when its owner's silence is long enough.
    if (error instanceof UnavailableError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    await hand.save("failed", hand.job.next_ms, nothing, text.slice(0, 1_000));
    return true;
  }
};

const startJob = async (orm: MikroORM, job: NewAggregateJob): Promise<AggregateJob> => {
  const [rangeStart, rangeEnd] = wholeDays(job);
  if (job.dimensionId !== null && !isRowId(job.dimensionId)) {
    throw new InvalidInputError("RANGE_INVALID", "A dimension is named by its row id.");
  }
  const em = orm.em.fork();
  const { kind, isDryRun, dimensionType, dimensionId, actor, reason } = job;
  const scope = { kind, isDryRun, dimensionType, dimensionId, actor, reason };
  const entry = em.create(
    AggregateJobEntry,
    { ...scope, rangeStart, rangeEnd, nextDay: rangeStart },
    { partial: true },
  );
  await em.persist(entry).flush();
  return viewOf(await em.findOneOrFail(AggregateJobEntry, entry.id, { refresh: true }));
};

/** Verifications and rebuilds of the sums, over PostgreSQL. */
export const createAggregates = (orm: MikroORM): Aggregates => ({
  start: async (job) => asDirectoryCall(async () => startJob(orm, job)),
  get: async (id) =>
    asDirectoryCall(async () => {
      const entry = isRowId(id) ? await orm.em.fork().findOne(AggregateJobEntry, { id }) : null;
      return viewOf(found(entry, "job"));
    }),
  list: async (countMax) =>
    asDirectoryCall(async () => {
      const order = { orderBy: { id: "desc" }, limit: countMax } as const;
      return (await orm.em.fork().find(AggregateJobEntry, {}, order)).map(viewOf);
    }),
  work: async (owner, signal) => {
    const isStopped = (): boolean => signal?.aborted === true;
    let endedCount = 0;
    while (!isStopped()) {
      const [job] = await autocommit(orm).rows(CLAIM, [owner]);
      if (job === undefined) break;
      const hand = new JobInHand(orm, owner, job);
      if (await runJob({ orm }, hand, isStopped)) endedCount += 1;
    }
    return endedCount;
  },
  sumDays: async (now, options) => sumDays(orm, now, options),
});
