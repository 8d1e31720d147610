import {
  InvalidInputError,
  type AggregateJob,
  type DeadLetterView,
  type ReplayChoice,
} from "@tokenledger/usage";
import type { Operations } from "../operations/operations.ts";
import { healthOf } from "./fake-health.ts";

/** Keeps what it is asked to start, and runs nothing. */
export class FakeOperations implements Operations {
  readonly jobs: AggregateJob[] = [];

  health: Operations["health"] = healthOf();
  readonly letters: DeadLetterView[] = [];
  readonly replays: { choice: ReplayChoice; isDryRun: boolean }[] = [];

  /** Shows what it is given; replays nothing. */
  readonly deadLetters: Operations["deadLetters"] = {
    list: async ({ countMax }) => Promise.resolve(this.letters.slice(0, countMax)),
    counts: async () => Promise.resolve([]),
    replay: async (choice, _at, isDryRun) => {
      this.replays.push({ choice, isDryRun });
      return Promise.resolve([]);
    },
  };

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
