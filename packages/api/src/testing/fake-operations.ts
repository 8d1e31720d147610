import { InvalidInputError, type AggregateJob } from "@tokenledger/usage";
import type { Operations } from "../operations.ts";

/** Keeps what it is asked to start, and runs nothing. */
export class FakeOperations implements Operations {
  readonly jobs: AggregateJob[] = [];

  readonly aggregates: Operations["aggregates"] = {
    start: async (job) => {
      const started: AggregateJob = {
        ...job,
        id: String(this.jobs.length + 1),
        state: "queued",
        createTime: new Date(0),
        startTime: null,
        finishTime: null,
        dayCount: 1,
        doneDayCount: 0,
        skippedDayCount: 0,
        unitCount: 0,
        differenceCount: 0,
        breakdownDifferenceCount: 0,
        differences: [],
        error: null,
      };
      this.jobs.push(started);
      return Promise.resolve(started);
    },
    get: async (id) => {
      const job = this.jobs.find((each) => each.id === id);
      if (job === undefined) throw new InvalidInputError("NOT_FOUND", "There is no such job.");
      return Promise.resolve(job);
    },
    list: async (countMax) => Promise.resolve(this.jobs.slice(-countMax)),
  };
}
