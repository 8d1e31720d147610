import type { Ledger } from "@tokenledger/ledger";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { createLedger } from "@tokenledger/ledger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScheduler, type Job, type SchedulerEvents } from "./scheduler.ts";

const EVERY_SECOND = "* * * * * *";
const ONCE_A_YEAR = "0 0 1 1 *";

let store: TestLedger;
let ledgers: readonly Ledger[];
beforeAll(async () => {
  store = await createTestLedger();
  ledgers = await Promise.all(
    [0, 1, 2].map(async () => createLedger({ url: store.urlAs("tokenledger_scheduler") })),
  );
});
afterAll(async () => {
  await Promise.all(ledgers.map(async (ledger) => ledger.close()));
  await store.close();
});

const quiet: SchedulerEvents = { succeeded: () => undefined, failed: () => undefined };

test("three schedulers run each slot of a job once between them", async () => {
  let runCount = 0;
  const job: Job = {
    name: "every second",
    cron: EVERY_SECOND,
    run: async () => {
      runCount += 1;
      return Promise.resolve();
    },
  };
  const schedulers = await Promise.all(
    ledgers.map(async ({ jobRuns }) => startScheduler([job], quiet, { runs: jobRuns })),
  );
  await expect.poll(() => runCount, { timeout: 20_000 }).toBeGreaterThan(3);
  await Promise.all(schedulers.map(async (scheduler) => scheduler.close()));
  const runs = await store.ledger.jobRuns.list({ job: job.name, countMax: 1_000 });
  expect(runs).toHaveLength(runCount);
  expect(runs.every(({ attempt, outcome }) => attempt === 1 && outcome === "done")).toBe(true);
});

test("a slot that a dead scheduler left behind is run by another, a finished one is not", async () => {
  const { jobRuns } = store.ledger;
  const ran: string[] = [];
  const jobOf = (name: string): Job => ({
    name,
    cron: ONCE_A_YEAR,
    run: async () => {
      ran.push(name);
      return Promise.resolve();
    },
  });
  const jobs = [jobOf("left behind"), jobOf("finished"), jobOf("missed")];
  const slot = new Date(Date.UTC(new Date().getUTCFullYear(), 0));
  await jobRuns.claim("left behind", slot, "dead");
  await jobRuns.claim("finished", slot, "dead");
  await jobRuns.finish("finished", slot, "dead", null);
  // What 30 s of silence are to the ledger.
  const runs: typeof jobRuns = { ...jobRuns, claim: async (...turn) => claimFromDead(...turn) };
  const claimFromDead: typeof jobRuns.claim = async (job, at, owner) => {
    if (job === "left behind") return true;
    return jobRuns.claim(job, at, owner);
  };
  const scheduler = await startScheduler(jobs, quiet, { runs });
  await scheduler.close();
  expect(ran.toSorted()).toEqual(["left behind", "missed"]);
});

test("a long run gives signs of life, so that nobody takes it over", async () => {
  const gate = Promise.withResolvers<void>();
  const beats: Date[] = [];
  const { jobRuns } = store.ledger;
  const runs: typeof jobRuns = {
    ...jobRuns,
    beat: async (...turn) => {
      const isOurs = await jobRuns.beat(...turn);
      const [run] = await jobRuns.list({ job: "long", countMax: 1 });
      if (run !== undefined && isOurs) beats.push(run.heartbeatTime);
      if (beats.length === 3) gate.resolve();
      return isOurs;
    },
  };
  const long: Job = { name: "long", cron: ONCE_A_YEAR, run: async () => gate.promise };
  const scheduler = await startScheduler([long], quiet, { runs, beatEveryMs: 5 });
  await scheduler.close();
  expect(beats.at(-1)?.getTime()).toBeGreaterThanOrEqual(beats[0]?.getTime() ?? Infinity);
  expect(await jobRuns.list({ job: "long", countMax: 1 })).toMatchObject([{ outcome: "done" }]);
});
