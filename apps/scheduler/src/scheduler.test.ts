import { expect, test } from "vitest";
import { startScheduler, type Job, type SchedulerEvents } from "./scheduler.ts";

const EVERY_SECOND = "* * * * * *";
const ONCE_A_YEAR = "0 0 1 1 *";

interface Told extends SchedulerEvents {
  readonly done: string[];
  readonly faults: string[];
}

const listen = (): Told => {
  const done: string[] = [];
  const faults: string[] = [];
  return {
    done,
    faults,
    succeeded: (job) => void done.push(job),
    failed: (job) => void faults.push(job),
  };
};

test("every job runs once at the start, whatever its times", async () => {
  const told = listen();
  const job: Job = { name: "partitions", cron: ONCE_A_YEAR, run: async () => Promise.resolve() };
  const scheduler = await startScheduler([job], told);
  expect(told.done).toEqual(["partitions"]);
  await scheduler.close();
});

test("a long job runs at the start as well, and holds nobody up", async () => {
  const told = listen();
  const gate = Promise.withResolvers<void>();
  const rebuild: Job = {
    name: "rebuild",
    cron: ONCE_A_YEAR,
    isLong: true,
    run: async () => gate.promise,
  };
  const scheduler = await startScheduler([rebuild], told);
  expect(told.done).toEqual([]);
  gate.resolve();
  await expect.poll(() => told.done).toEqual(["rebuild"]);
  await scheduler.close();
});

test("a job that fails is told and tried again, and the others go on", async () => {
  const told = listen();
  const bad: Job = {
    name: "bad",
    cron: EVERY_SECOND,
    run: async () => Promise.reject(new Error("no")),
  };
  const good: Job = { name: "good", cron: EVERY_SECOND, run: async () => Promise.resolve() };
  const scheduler = await startScheduler([bad, good], told);
  await expect.poll(() => told.faults.length).toBeGreaterThan(1);
  expect(told.done).toContain("good");
  await scheduler.close();
});

test("a run that takes longer than its interval is not joined by a second one", async () => {
  const told = listen();
  const gate = Promise.withResolvers<void>();
  const ticks = Promise.withResolvers<void>();
  let running = 0;
  let runningMax = 0;
  let first = true;
  const slow: Job = {
    name: "slow",
    cron: EVERY_SECOND,
    run: async () => {
      if (first) {
        first = false;
        return;
      }
      running += 1;
      runningMax = Math.max(runningMax, running);
      await gate.promise;
      running -= 1;
    },
  };
  let count = 0;
  const clock: Job = {
    name: "clock",
    cron: EVERY_SECOND,
    run: async () => {
      count += 1;
      if (count === 4) ticks.resolve();
      return Promise.resolve();
    },
  };
  const scheduler = await startScheduler([slow, clock], told);
  await ticks.promise;
  expect(runningMax).toBe(1);
  gate.resolve();
  await scheduler.close();
});

test("closing waits for the run under way, and closing twice is no error", async () => {
  const told = listen();
  const scheduler = await startScheduler([], told);
  await scheduler.close();
  await expect(scheduler.close()).resolves.toBeUndefined();
});
