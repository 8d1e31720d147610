import type {
  ExportFailure,
  ExportJob,
  ExportRequest,
  ExportState,
  ExportTotals,
} from "@tokenledger/usage/exports";

/** An export as people see it. */
export interface ExportView {
  readonly id: string;
  readonly state: ExportState;
  /** Asked to stop, and not stopped yet. */
  readonly isStopping: boolean;
  readonly request: ExportRequest;
  readonly fileName: string;
  readonly askedBy: string;
  readonly createTime: Date;
  readonly startTime: Date | null;
  readonly finishTime: Date | null;
  /** When its file goes. */
  readonly expireTime: Date | null;
  /** Until when the ledger was complete as it was asked for. */
  readonly completeUntil: Date | null;
  readonly rowCount: bigint;
  readonly rowTotal: bigint | null;
  readonly rowsPerSecond: number | null;
  /** How long it will take from now at that rate; null while that cannot be said. */
  readonly remainingMs: number | null;
  readonly byteCount: bigint;
  readonly sha256: string | null;
  /** What the file sums to. */
  readonly totals: ExportTotals | null;
  /** Null unless it failed. */
  readonly failure: ExportFailure | null;
  /** Path of the file on this server, and of its manifest; null unless it is done. */
  readonly downloadPath: string | null;
  readonly manifestPath: string | null;
}

const remainingMsOf = ({ state, rowTotal, rowCount, rowsPerSecond }: ExportJob): number | null => {
  if (state !== "running" || rowTotal === null || rowsPerSecond === null || rowsPerSecond <= 0) {
    return null;
  }
  return Math.round((Number(rowTotal - rowCount) / rowsPerSecond) * 1000);
};

/** Name of the manifest of a file. */
export const manifestNameOf = (fileName: string): string => `${fileName}.manifest.json`;

/** What a member is shown of an export. */
export const exportView = (job: ExportJob): ExportView => {
  const { id, state, fileName } = job;
  const isDone = state === "done";
  return {
    id,
    state,
    isStopping: job.isCancelRequested && state === "running",
    request: job.request,
    fileName,
    askedBy: job.memberLogin,
    createTime: job.createTime,
    startTime: job.startTime,
    finishTime: job.finishTime,
    expireTime: job.expireTime,
    completeUntil: job.completeUntil,
    rowCount: job.rowCount,
    rowTotal: job.rowTotal,
    rowsPerSecond: job.rowsPerSecond,
    remainingMs: remainingMsOf(job),
    byteCount: job.byteCount,
    sha256: job.sha256,
    totals: job.totals,
    failure: job.failure,
    downloadPath: isDone ? `/exports/${id}/${fileName}` : null,
    manifestPath: isDone ? `/exports/${id}/${manifestNameOf(fileName)}` : null,
  };
};
