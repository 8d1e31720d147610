import { beforeEach, expect, test } from "vitest";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { createJobRuns } from "./job-runs.ts";

const store = useLedger();
const scheduler = useOrm(() => store.urlAs("tokenledger_scheduler"));
let jobCount = 0;
let job: string;
beforeEach(() => {
  jobCount += 1;
  job = `job ${String(jobCount)}`;
});

const FIRST = new Date("2026-11-27T10:00:00Z");
const SECOND = new Date("2026-11-27T10:01:00Z");

test("of any number that claim a slot at once, one gets it", async () => {
  const claims = await Promise.all(
    Array.from({ length: 8 }, async (_, index) =>
      store.ledger.jobRuns.claim(job, FIRST, `scheduler ${String(index)}`),
    ),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("a slot that was run is not run again, and an older one is covered by it", async () => {
  const { jobRuns } = store.ledger;
  expect(await jobRuns.claim(job, SECOND, "a")).toBe(true);
  await jobRuns.finish(job, SECOND, "a", null);
  expect(await jobRuns.claim(job, SECOND, "b")).toBe(false);
  expect(await jobRuns.claim(job, FIRST, "b")).toBe(false);
  expect(await jobRuns.list({ job, countMax: 9 })).toMatchObject([
    { slot: SECOND, owner: "a", attempt: 1, outcome: "done", error: null },
  ]);
});

test("while one slot runs, the next one waits for it", async () => {
  const { jobRuns } = store.ledger;
  await jobRuns.claim(job, FIRST, "a");
  expect(await jobRuns.claim(job, SECOND, "b")).toBe(false);
  await jobRuns.finish(job, FIRST, "a", null);
  expect(await jobRuns.claim(job, SECOND, "b")).toBe(true);
});

test("a slot whose owner gives no sign of life is taken over once, and the dead owner has no say any more", async () => {
  const impatient = createJobRuns(scheduler.orm, { deadMs: 0 });
  await store.ledger.jobRuns.claim(job, FIRST, "dead");
  expect(await store.ledger.jobRuns.claim(job, FIRST, "heir")).toBe(false);
  expect(await impatient.claim(job, FIRST, "heir")).toBe(true);
  expect(await impatient.beat(job, FIRST, "dead")).toBe(false);
  await impatient.finish(job, FIRST, "dead", "too late");
  expect(await impatient.beat(job, FIRST, "heir")).toBe(true);
  expect(await impatient.list({ job, countMax: 9 })).toMatchObject([
    { owner: "heir", attempt: 2, outcome: null },
  ]);
});

test("a slot that failed is tried again after a while, five times at most", async () => {
  const impatient = createJobRuns(scheduler.orm, { retryMs: 0 });
  const claims: boolean[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    claims.push(await impatient.claim(job, FIRST, "a"));
    await impatient.finish(job, FIRST, "a", "no\0 luck");
  }
  expect(claims).toEqual([true, true, true, true, true, false]);
  expect(await store.ledger.jobRuns.claim(job, FIRST, "b")).toBe(false);
  const [run] = await impatient.list({ job, countMax: 1 });
  expect(run).toMatchObject({ attempt: 5, outcome: "failed", error: "no luck" });
});

test("the newest run of every job is told, and what ended long ago is forgotten", async () => {
  const { jobRuns } = store.ledger;
  await jobRuns.claim(job, FIRST, "a");
  await jobRuns.finish(job, FIRST, "a", null);
  await jobRuns.claim(job, SECOND, "b");
  const other = `${job} other`;
  await jobRuns.claim(other, FIRST, "c");
  const latest = (await jobRuns.latest()).filter((run) => run.job.startsWith(job));
  expect(latest.map((run) => [run.job, run.slot, run.owner])).toEqual([
    [job, SECOND, "b"],
    [other, FIRST, "c"],
  ]);
  await jobRuns.prune(new Date(SECOND.getTime() + 1));
  // Both that are left run still.
  expect(await jobRuns.list({ job, countMax: 9 })).toMatchObject([{ slot: SECOND }]);
});
