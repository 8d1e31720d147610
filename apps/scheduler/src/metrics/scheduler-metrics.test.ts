import { UnavailableError, type AggregateJob } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { SchedulerMetrics } from "./scheduler-metrics.ts";

const epoch = new Date(0);
const job = (state: AggregateJob["state"], differenceCount: number): AggregateJob => ({
  id: "1",
  kind: "verify",
  dimensionType: null,
  dimensionId: null,
  startDate: epoch,
  endDate: epoch,
  isDryRun: true,
  actor: "test",
  reason: "test",
  state,
  createTime: epoch,
  startTime: null,
  finishTime: null,
  dayCount: 1,
  doneDayCount: 1,
  skippedDayCount: 0,
  unitCount: 0,
  differenceCount,
  breakdownDifferenceCount: 0,
  differences: [],
  error: null,
});

test("jobs, counters, exports and the newest check that is through are told", async () => {
  const jobs = [job("running", 0), job("done", 3), job("done", 0)];
  const metrics = new SchedulerMetrics({ aggregateJobs: async () => Promise.resolve(jobs) });
  const compared = { cause: "scheduled", cellCount: 9, lateCount: 1, examples: [] } as const;
  metrics.jobSucceeded("counters", 1_500);
  metrics.jobFailed("counters");
  metrics.countersCompared({ ...compared, reseededCount: 4, driftCount: 1, pendWrongCount: 2 });
  metrics.countersCompared({ ...compared, reseededCount: 0, driftCount: 0, pendWrongCount: null });
  metrics.exported("done");
  const text = await metrics.registry.metrics();
  for (const line of [
    'tokenledger_job_runs_total{job="counters",outcome="done"} 1',
    'tokenledger_job_runs_total{job="counters",outcome="failed"} 1',
    'tokenledger_job_seconds_sum{job="counters"} 1.5',
    "tokenledger_counter_drift_total 3",
    "tokenledger_counter_reseeded_total 4",
    'tokenledger_export_events_total{event="done"} 1',
    "tokenledger_sum_differences 3",
  ]) {
    expect(text).toContain(line);
  }
});

test("before the first check, and while the ledger is away, there is a hole and no zero", async () => {
  const none = new SchedulerMetrics({ aggregateJobs: async () => Promise.resolve([]) });
  expect(await none.registry.metrics()).toContain("tokenledger_sum_differences Nan");
  const away = new SchedulerMetrics({
    aggregateJobs: async () => Promise.reject(new UnavailableError("away")),
  });
  expect(await away.registry.metrics()).toContain("tokenledger_sum_differences Nan");
});
