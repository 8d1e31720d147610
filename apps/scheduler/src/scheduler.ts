import { schedule } from "node-cron";

/** Work that is due again and again. It must be safe to run twice, and at the same time as another copy of itself. */
export interface Job {
  readonly name: string;
  /** Cron expression, UTC. */
  readonly cron: string;
  run(now: Date): Promise<void>;
}

/** What the scheduler tells whoever watches it. */
export interface SchedulerEvents {
  succeeded(job: string, durationMs: number): void;
  /** The job is tried again at its next time; the scheduler goes on. */
  failed(job: string, error: unknown): void;
}

export interface Scheduler {
  /** Ends the timetable and waits for the jobs under way. Closing twice is no error. */
  close(): Promise<void>;
}

const runJob = async (job: Job, events: SchedulerEvents): Promise<void> => {
  const start = performance.now();
  try {
    await job.run(new Date());
    events.succeeded(job.name, performance.now() - start);
  } catch (error) {
    events.failed(job.name, error);
  }
};

/**
 * Runs every job once now (what was missed while nobody kept time is caught up), then at its times.
 * A job whose earlier run still goes on is passed over. Resolves when the first runs are through, whatever their outcome.
 */
export const startScheduler = async (
  jobs: readonly Job[],
  events: SchedulerEvents,
): Promise<Scheduler> => {
  const underWay = new Map<string, Promise<void>>();
  const begin = async (job: Job): Promise<void> => {
    const earlier = underWay.get(job.name);
    if (earlier !== undefined) return;
    const run = runJob(job, events).finally(() => underWay.delete(job.name));
    underWay.set(job.name, run);
    await run;
  };
  await Promise.all(jobs.map(begin));
  const tasks = jobs.map((job) =>
    schedule(job.cron, async () => begin(job), { name: job.name, timezone: "UTC" }),
  );
  return {
    close: async () => {
      await Promise.all(tasks.map(async (task) => task.destroy()));
      await Promise.all(underWay.values());
    },
  };
};
