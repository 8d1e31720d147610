import { createTask, type ScheduledTask } from "node-cron";
import type { Job, SchedulerEvents } from "./job.ts";
import { JobTurns, type TurnsOptions } from "./job-turns.ts";

export type { Job, SchedulerEvents } from "./job.ts";

export interface SchedulerOptions extends TurnsOptions {
  /** How often to look for slots that nobody ran: missed, failed, or left behind by a scheduler that died. Default 10 seconds. */
  readonly lookEveryMs?: number;
}

export interface Scheduler {
  /** Ends the timetable and waits for the jobs under way. Closing twice is no error. */
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 10_000;

/**
 * Runs what is due: each job's latest slot now (what was missed while nobody kept time is caught up, once), then every job at its times.
 * Where `runs` is given, any number of schedulers share the work: each slot is run by one of them, and a slot whose scheduler died is taken over.
 * Without it every slot is run here. A job whose earlier run still goes on is passed over until that has ended.
 * Resolves when the first runs are through, whatever their outcome; those of long jobs go on.
 */
export const startScheduler = async (
  jobs: readonly Job[],
  events: SchedulerEvents,
  options: SchedulerOptions = {},
): Promise<Scheduler> => {
  const turns = new JobTurns(events, options);
  const timetable = jobs.map((job) => {
    const begin = async (dueAt: Date, task: ScheduledTask): Promise<void> =>
      turns.begin(job, task, dueAt);
    const task: ScheduledTask = createTask(job.cron, async ({ date }) => begin(date, task), {
      name: job.name,
      timezone: "UTC",
      suppressMissedWarning: true,
    });
    return { job, task, look: async () => begin(new Date(), task) };
  });
  // A rebuild of years that a dead scheduler left behind is gone on with; that would be a start of hours.
  for (const { job, look } of timetable) if (job.isLong === true) void look();
  const short = timetable.filter(({ job }) => job.isLong !== true);
  await Promise.all(short.map(async ({ look }) => look()));
  await Promise.all(timetable.map(async ({ task }) => task.start()));
  const looking = setInterval(() => {
    for (const { look } of timetable) void look();
  }, options.lookEveryMs ?? LOOK_EVERY_MS).unref();
  return {
    close: async () => {
      clearInterval(looking);
      await Promise.all(timetable.map(async ({ task }) => task.destroy()));
      await turns.idle();
    },
  };
};
