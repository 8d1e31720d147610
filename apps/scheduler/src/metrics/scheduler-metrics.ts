import type { AggregateJob, CounterCheckReport } from "@tokenledger/usage";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export interface SchedulerSources {
  /** The newest checks and rebuilds of the sums. @throws UnavailableError */
  readonly aggregateJobs: () => Promise<readonly AggregateJob[]>;
}

const MS = 1_000;
const SECONDS = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800];

/** What a scheduler tells Prometheus: jobs, the two invariants that jobs look after, and exports. No label carries a user, a key or a model. */
export class SchedulerMetrics {
  readonly registry = new Registry();
  readonly #runs: Counter<"job" | "outcome">;
  readonly #seconds: Histogram<"job">;
  readonly #drift: Counter;
  readonly #reseeded: Counter;
  readonly #exports: Counter<"event">;

  constructor(sources: SchedulerSources) {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    this.#runs = new Counter({
      name: "tokenledger_job_runs_total",
      help: "Runs of recurring jobs in this process, by outcome.",
      labelNames: ["job", "outcome"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "tokenledger_job_seconds",
      help: "Time a run of a job took that went well.",
      labelNames: ["job"],
      buckets: SECONDS,
      registers,
    });
    this.#drift = new Counter({
      name: "tokenledger_counter_drift_total",
      help: "Running counters that were wrong, and have been mended. Any is a bug.",
      registers,
    });
    this.#reseeded = new Counter({
      name: "tokenledger_counter_reseeded_total",
      help: "Running counters that were not there, after a start or a loss of Redis, and have been written anew.",
      registers,
    });
    this.#exports = new Counter({
      name: "tokenledger_export_events_total",
      help: "Exports worked off in this process, by what happened: started, finished, failed, …",
      labelNames: ["event"],
      registers,
    });
    this.#exports.inc({ event: "failed" }, 0);
    this.#addSumDifferences(sources);
  }

  jobSucceeded(job: string, durationMs: number): void {
    this.#runs.inc({ job, outcome: "done" });
    this.#runs.inc({ job, outcome: "failed" }, 0);
    this.#seconds.observe({ job }, durationMs / MS);
  }

  jobFailed(job: string): void {
    this.#runs.inc({ job, outcome: "failed" });
  }

  countersCompared({ driftCount, reseededCount, pendWrongCount }: CounterCheckReport): void {
    this.#drift.inc(driftCount + (pendWrongCount ?? 0));
    this.#reseeded.inc(reseededCount);
  }

  exported(event: string): void {
    this.#exports.inc({ event });
  }

  #addSumDifferences({ aggregateJobs }: SchedulerSources): void {
    const gauge = new Gauge({
      name: "tokenledger_sum_differences",
      help: "Sums that differ from their calls, by the newest check that is through; NaN before the first.",
      registers: [this.registry],
      collect: async () => {
        const jobs = await aggregateJobs().catch(() => []);
        gauge.set(jobs.find(({ state }) => state === "done")?.differenceCount ?? Number.NaN);
      },
    });
  }
}
