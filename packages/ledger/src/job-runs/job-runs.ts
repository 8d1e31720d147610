import type { MikroORM } from "@mikro-orm/postgresql";
import { jobOutcomes, type JobRun, type JobRunJournal, type JobRuns } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";

const Attempt = z.object({ attempt: z.int() });
const Instant = z.string().transform((text) => new Date(Number(text)));

const Run = z
  .object({
    job: z.string(),
    slot_ms: Instant,
    owner: z.string(),
    attempt: z.int(),
    start_ms: Instant,
    heartbeat_ms: Instant,
    finish_ms: Instant.nullable(),
    outcome: z.enum(jobOutcomes).nullable(),
    error: z.string().nullable(),
  })
  .transform((row): JobRun => ({
    job: row.job,
    slot: row.slot_ms,
    owner: row.owner,
    attempt: row.attempt,
    startTime: row.start_ms,
    heartbeatTime: row.heartbeat_ms,
    finishTime: row.finish_ms,
    outcome: row.outcome,
    error: row.error,
  }));

const textOf = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const CLAIM = { text: textOf("claim-job-run"), row: Attempt };
const BEAT = { text: textOf("beat-job-run"), row: Attempt };
const FINISH = { text: textOf("finish-job-run"), row: Attempt };
const LIST = { text: textOf("list-job-runs"), row: Run };
const LATEST = { text: textOf("latest-job-runs"), row: Run };
const PRUNE = { text: textOf("prune-job-runs"), row: z.object({ count: z.int() }) };

/** Six beats missed (the schedulers beat every 5 s). A pause that long is a death; a run that goes on all the same is safe to run twice. */
const DEAD_MS = 30_000;
/** A slot that failed five times is left to the next one. */
const ATTEMPTS_MAX = 5;
/** Times the number of tries: after 1, 2, 3 and 4 minutes. */
const RETRY_MS = 60_000;
/** Of each job: some hours of one that is due every few seconds, all of one that is due every hour. */
const RUNS_KEPT_MAX = 1_000;
const ERROR_LENGTH_MAX = 1_000;

/** What decides who runs what may be told, so that tests need not wait for it. */
export interface JobRunLimits {
  readonly deadMs?: number;
  readonly retryMs?: number;
}

/** The schedulers' agreement, over PostgreSQL: a primary key decides, no leader is elected. */
export const createJobRuns = (
  orm: MikroORM,
  { deadMs = DEAD_MS, retryMs = RETRY_MS }: JobRunLimits = {},
): JobRuns & JobRunJournal => ({
  claim: async (job, slot, owner) => {
    const rows = await autocommit(orm).rows(CLAIM, [
      job,
      slot.getTime(),
      owner,
      deadMs,
      ATTEMPTS_MAX,
      retryMs,
    ]);
    return rows.length === 1;
  },
  beat: async (job, slot, owner) => {
    const rows = await autocommit(orm).rows(BEAT, [job, slot.getTime(), owner]);
    return rows.length === 1;
  },
  finish: async (job, slot, owner, error) => {
    const text = error?.slice(0, ERROR_LENGTH_MAX).toWellFormed().replaceAll("\0", "") ?? null;
    await autocommit(orm).rows(FINISH, [job, slot.getTime(), owner, text]);
  },
  list: async ({ job, countMax }) => autocommit(orm).rows(LIST, [job ?? null, countMax]),
  latest: async () => autocommit(orm).rows(LATEST, []),
  prune: async (before) => {
    const [pruned] = await autocommit(orm).rows(PRUNE, [before.getTime(), RUNS_KEPT_MAX]);
    return pruned?.count ?? 0;
  },
});
