import type { DimensionType, StatisticsTotals } from "../record/totals.ts";

/** Why all counters were compared with the ledger: `scheduled`, hourly; `epoch`, another process of Redis answers than the one they were last compared in. */
export const counterCheckCauses = ["scheduled", "epoch"] as const;
export type CounterCheckCause = (typeof counterCheckCauses)[number];

/** What one comparison of the running counters with the ledger found, and mended. */
export interface CounterCheckReport {
  readonly cause: CounterCheckCause;
  /** Cells of the current hour, day and month. */
  readonly cellCount: number;
  /** Bases written because Redis had none, or one of an earlier process: after a start, a failover or a loss this is all of them. */
  readonly reseededCount: number;
  /** Bases behind their cell while the entry that explains it was still waiting to be settled. */
  readonly lateCount: number;
  /** Bases that were wrong, with nothing to explain it. Anything but 0 is a bug, or somebody's hand in Redis. */
  readonly driftCount: number;
  /** Sums on their way that were not what the waiting entries say; null while too much waits to be counted at once. */
  readonly pendWrongCount: number | null;
  /** Some of the wrong ones, in words. */
  readonly examples: readonly string[];
}

export interface CounterCheck extends CounterCheckReport {
  readonly id: string;
  readonly startTime: Date;
  readonly finishTime: Date;
}

/** One page of the dimensions, with the cells of the periods that an instant lies in. */
export interface CounterCellPage {
  readonly cells: readonly StatisticsTotals[];
  /** Where the next page goes on; null after the last. */
  readonly nextAfterId: string | null;
}

/** The ledger's side of the comparison. */
export interface CounterChecks {
  /** Cells of the hour, day and month that `now` lies in, of the next `countMax` access keys or users by id. @throws UnavailableError */
  cells(
    type: DimensionType,
    afterId: string | null,
    countMax: number,
    now: Date,
  ): Promise<CounterCellPage>;
  /** Keeps a report. @throws UnavailableError */
  add(report: CounterCheckReport, startTime: Date): Promise<void>;
  /** Newest first. @throws UnavailableError */
  list(countMax: number): Promise<readonly CounterCheck[]>;
}
