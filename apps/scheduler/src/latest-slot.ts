import { parse, type ScheduledTask } from "node-cron";

const DAY_MS = 86_400_000;
/** 29 February is due every four years, and after a leap day left out every eight. */
const DAYS_MAX = 8 * 366;

const atUtc = (dayMs: number, hour: number, minute: number, second: number): number =>
  dayMs + ((hour * 60 + minute) * 60 + second) * 1000;

const descending = (values: readonly number[]): readonly number[] =>
  values.toSorted((left, right) => right - left);

/**
 * The latest moment at or before `now` at which a job was due (UTC), by its cron expression; null when there was none in eight years.
 * Days are walked back one by one, and within the right one times from the last to the first: a yearly job costs some hundred steps, not
 * half a million minutes.
 */
export const latestSlot = (
  task: Pick<ScheduledTask, "match" | "getPattern">,
  now: Date,
): Date | null => {
  const { hour, minute, second } = parse(task.getPattern());
  const [hours, minutes, seconds] = [hour, minute, second].map(descending);
  const times = function* (dayMs: number): Generator<number> {
    for (const h of hours ?? []) {
      for (const m of minutes ?? []) {
        for (const s of seconds ?? []) yield atUtc(dayMs, h, m, s);
      }
    }
  };
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  for (let day = 0; day < DAYS_MAX; day += 1) {
    const dayMs = today - day * DAY_MS;
    const [lastMs] = times(dayMs);
    if (lastMs === undefined || !task.match(new Date(lastMs))) continue;
    for (const timeMs of times(dayMs)) {
      if (timeMs <= now.getTime()) return new Date(timeMs);
    }
  }
  return null;
};
