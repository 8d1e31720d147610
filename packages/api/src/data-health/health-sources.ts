import type {
  AggregateJob,
  CounterCheck,
  DateRange,
  DeadLetters,
  JobRun,
  LedgerHealth,
} from "@tokenledger/usage";
import type { CollectFigures } from "../ingest/collect-counters.ts";

/** Where the figures come from. Any of them may fail, or not answer. */
export interface HealthSources extends LedgerHealth {
  backlog(): Promise<{
    readonly recordCount: number;
    readonly byteCount: number;
    readonly oldest: Date | null;
    readonly now: Date;
  }>;
  /** Most bytes that may wait. */
  readonly bytesMax: number;
  readonly deadLetterCounts: DeadLetters["counts"];
  collected(): CollectFigures;
  /** What is stored twice and differs, at most `countMax` of each kind. */
  invariants(
    range: DateRange,
    countMax: number,
  ): Promise<readonly { readonly invariant: string }[]>;
  /** Newest first. */
  counterChecks(countMax: number): Promise<readonly CounterCheck[]>;
  /** The newest run of every job. */
  latestRuns(): Promise<readonly JobRun[]>;
  /** Newest first. */
  aggregateJobs(countMax: number): Promise<readonly AggregateJob[]>;
}
