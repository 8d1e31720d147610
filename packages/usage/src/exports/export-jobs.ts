import type { AccessScope } from "../ports/access-scope.ts";
import type { ExportPosition, ExportTotals } from "./export-line.ts";
import type { ExportRequest } from "./export-request.ts";

/** `expired`: it was done, and its file is gone. */
export const exportStates = [
  "waiting",
  "running",
  "done",
  "failed",
  "cancelled",
  "expired",
] as const;
export type ExportState = (typeof exportStates)[number];

/**
 * Why an export failed. `too_large`: its file grew larger than one may be. `begun_too_often`: it was begun as often as may be and never came to its end.
 * `failed`: the log of the worker says why.
 */
export const exportFailures = ["too_large", "begun_too_often", "failed"] as const;
export type ExportFailure = (typeof exportFailures)[number];

export interface NewExport {
  readonly memberId: string;
  /** As it was at the time: kept when the member is gone. */
  readonly memberLogin: string;
  readonly scope: AccessScope;
  readonly request: ExportRequest;
  readonly fileName: string;
  /** Until when the ledger was complete as the export was asked for; null while that is unknown. */
  readonly completeUntil: Date | null;
}

export interface ExportJob extends NewExport {
  readonly id: string;
  readonly state: ExportState;
  readonly isCancelRequested: boolean;
  readonly createTime: Date;
  readonly startTime: Date | null;
  readonly finishTime: Date | null;
  /** When its file goes; null before it is done. */
  readonly expireTime: Date | null;
  readonly attempt: number;
  readonly rowCount: bigint;
  /** Null before they are counted. */
  readonly rowTotal: bigint | null;
  readonly rowsPerSecond: number | null;
  readonly byteCount: bigint;
  /** Name of its file among the export files; null before it is done. */
  readonly storedName: string | null;
  readonly sha256: string | null;
  readonly totals: ExportTotals | null;
  /** Null unless it failed. */
  readonly failure: ExportFailure | null;
}

/** People's side of exports. */
export interface ExportDirectory {
  /** @throws InvalidInputError TOO_MANY_EXPORTS when the member has `waitingCountMax` that are not finished. */
  create(job: NewExport, waitingCountMax: number): Promise<ExportJob>;
  /** @throws InvalidInputError NOT_FOUND */
  get(id: string): Promise<ExportJob>;
  /** Newest first; of one member, or of all (null). */
  list(
    memberId: string | null,
    beforeId: string | null,
    countMax: number,
  ): Promise<readonly ExportJob[]>;
  /** One that waits is cancelled now, one that runs soon, one that is finished stays as it is. @throws InvalidInputError NOT_FOUND */
  cancel(id: string): Promise<ExportJob>;
}

/** From where an interrupted export can go on: everything before it is on disk. */
export interface ExportCheckpoint {
  /** Name of the unfinished file. */
  readonly partName: string;
  readonly byteCount: number;
  readonly position: ExportPosition;
  readonly totals: ExportTotals;
}

/** A job that this worker holds until its lease ends. */
export interface ClaimedExport {
  readonly job: ExportJob;
  /** Proves the claim; another one's next claim has another. */
  readonly leaseId: string;
  readonly checkpoint: ExportCheckpoint | null;
}

export interface ExportProgress {
  readonly rowCount: bigint;
  readonly rowTotal: bigint | null;
  readonly rowsPerSecond: number | null;
  readonly byteCount: number;
  /** Missing: the last one stays. */
  readonly checkpoint?: ExportCheckpoint;
}

export interface ExportResult {
  readonly storedName: string;
  readonly byteCount: number;
  readonly sha256: string;
  readonly totals: ExportTotals;
  readonly expireTime: Date;
}

/** Workers' side of exports. Every call names the claim's lease, and does nothing once another worker holds the job. */
export interface ExportQueue {
  /**
   * The oldest job that waits, or whose worker stopped giving signs of life, unless it has had `attemptsMax` of them; null when there is none, or
   * `runningCountMax` run already.
   */
  claim(
    leaseMs: number,
    runningCountMax: number,
    attemptsMax: number,
  ): Promise<ClaimedExport | null>;
  /** A sign of life. `go_on`, or stop: it was `cancelled`, or is `lost` to another worker. */
  renew(
    claim: ClaimedExport,
    leaseMs: number,
    progress: ExportProgress,
  ): Promise<"go_on" | "cancelled" | "lost">;
  /** @returns whether the claim still held. */
  finish(claim: ClaimedExport, result: ExportResult): Promise<boolean>;
  /** Ends it for good: as failed, or, with null, as cancelled. @returns whether the claim still held. */
  end(claim: ClaimedExport, failure: ExportFailure | null): Promise<boolean>;
  /** Gives it back, to be gone on with by whoever comes first. */
  release(claim: ClaimedExport): Promise<void>;
  /** Ends what nobody will finish: given up too often, cancelled without a worker. Ends what is done and past its time. */
  sweep(now: Date, attemptsMax: number): Promise<void>;
  /** Ends the oldest that is done, to make room. @returns whether there was one. */
  expireOldest(): Promise<boolean>;
  /** Of these jobs, those whose files are still needed. */
  inUse(ids: readonly string[]): Promise<readonly string[]>;
}
