import { join } from "node:path";
import { ExportWorker, FolderFiles } from "@tokenledger/exports";
import { createLedger } from "@tokenledger/ledger";
import type { Logger } from "pino";
import type { SchedulerConfig } from "../config.ts";
import type { SchedulerMetrics } from "../metrics/scheduler-metrics.ts";

/** Two exports, each with its snapshot, and the signs of life of both. */
const CONNECTIONS_MAX = 5;
/** A sum over years of records takes its time. */
const STATEMENT_MS_MAX = 10 * 60_000;
/** Longest that one export may hold its snapshot: PostgreSQL keeps what it replaced meanwhile. */
const SNAPSHOT_MS_MAX = 6 * 3_600_000;

/** What works off exports until it is closed. */
export interface RunningExports {
  close(): Promise<void>;
}

/** Begins to work off exports, over connections of their own. Null where no folder for their files is set. */
export const startExports = async (
  config: SchedulerConfig,
  log: Logger,
  metrics: Pick<SchedulerMetrics, "exported">,
): Promise<RunningExports | null> => {
  if (config.TOKENLEDGER_DATA_DIR === undefined) {
    log.warn("TOKENLEDGER_DATA_DIR is not set: no exports");
    return null;
  }
  const ledger = await createLedger({
    url: config.DATABASE_URL,
    poolMax: CONNECTIONS_MAX,
    applicationName: "exports",
    statementMsMax: STATEMENT_MS_MAX,
    heldMsMax: SNAPSHOT_MS_MAX,
  });
  const worker = new ExportWorker({
    queue: ledger.exportQueue,
    source: ledger.exportSource,
    queries: ledger.queries,
    files: new FolderFiles(join(config.TOKENLEDGER_DATA_DIR, "exports")),
    onEvent: ({ kind, jobId, error }) => {
      metrics.exported(kind);
      const said = { exportId: jobId, ...(error !== undefined && { err: error }) };
      if (kind === "failed") log.error(said, "export failed");
      else log.info(said, `export ${kind}`);
    },
  });
  worker.start();
  return {
    close: async () => {
      await worker.close();
      await ledger.close();
    },
  };
};
