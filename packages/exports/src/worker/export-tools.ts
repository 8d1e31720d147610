import type { UsageQueries } from "@tokenledger/usage";
import type { ExportFiles, ExportSource, ExportTotals } from "@tokenledger/usage/exports";
import type { ExportLease } from "./export-lease.ts";

/** Limits and measures of exports. */
export interface ExportSettings {
  /** Records read at once. Default 2,000: some 20 MB of objects. */
  readonly pageRecords: number;
  /** Rows between two places from which an interrupted export can go on. Default 50,000. */
  readonly checkpointRows: number;
  /** A worker that gives no sign of life this long has lost its job. Default 60 seconds. */
  readonly leaseMs: number;
  /** How often the queue is looked at. Default 1 second. */
  readonly pollMs: number;
  /** Exports at once, over all workers. Default 2. */
  readonly runningCountMax: number;
  /** An export whose workers died this often ends as failed. Default 5. */
  readonly attemptsMax: number;
  /** How long files are kept. Default 7 days. */
  readonly keepMs: number;
  /** Largest file. Default 16 GiB: ten million records as JSONL are 10.6 GB. */
  readonly fileBytesMax: number;
  /** Most bytes of all files; above it the oldest go first. Default 20 GiB. */
  readonly allBytesMax: number;
}

const GIB = 1024 ** 3;

/** What holds where nothing else is said. */
export const exportDefaults: ExportSettings = {
  pageRecords: 2000,
  checkpointRows: 50_000,
  leaseMs: 60_000,
  pollMs: 1000,
  runningCountMax: 2,
  attemptsMax: 5,
  keepMs: 7 * 86_400_000,
  fileBytesMax: 16 * GIB,
  allBytesMax: 20 * GIB,
};

/** What the writing of one export works with. */
export interface ExportTools {
  readonly source: ExportSource;
  readonly queries: UsageQueries;
  readonly files: ExportFiles;
  readonly lease: ExportLease;
  readonly settings: ExportSettings;
  /** Of the file being written; this attempt's alone, so that a worker that lost its claim writes into nobody's file. */
  readonly partName: string;
}

/** A whole file that waits for its final name. */
export interface WrittenPart {
  readonly totals: ExportTotals;
  readonly byteCount: number;
  /** The moment of the ledger that it shows. */
  readonly snapshotTime: Date;
}
