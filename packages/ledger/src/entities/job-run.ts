import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { JobOutcome } from "@tokenledger/usage";

/** One slot of a scheduled job, and what became of it. Written by `claim-job-run.sql` and its neighbours. */
export const JobRunEntry = defineEntity({
  name: "JobRunEntry",
  tableName: "job_run",
  readonly: true,
  properties: {
    job: p.text().primary(),
    slot: p.datetime().columnType("timestamptz").primary(),
    owner: p.text(),
    attempt: p.integer().default(1),
    startTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    heartbeatTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    finishTime: p.datetime().columnType("timestamptz").nullable(),
    outcome: p.text().$type<JobOutcome>().nullable(),
    error: p.text().nullable(),
  },
});
export type JobRunEntry = InferEntity<typeof JobRunEntry>;
