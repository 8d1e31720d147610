import { parentPort, workerData } from "node:worker_threads";
import { ExportWorker, FolderFiles } from "@tokenledger/exports";
import { createLedger } from "@tokenledger/ledger";
import { ExportsPlace, type ExportMessage } from "./export-message.ts";

/** Two exports, each with its snapshot, and the signs of life of both. */
const CONNECTIONS_MAX = 5;
/** A sum over years of records takes its time. */
const STATEMENT_MS_MAX = 10 * 60_000;
/** Longest that one export may hold its snapshot: PostgreSQL keeps what it replaced meanwhile. */
const SNAPSHOT_MS_MAX = 6 * 3_600_000;

const faultOf = (error: unknown): Partial<ExportMessage> => {
  if (error === undefined) return {};
  return error instanceof Error
    ? { fault: { message: error.message, stack: error.stack ?? "" } }
    : { fault: { message: String(error), stack: "" } };
};

const { url, folder } = ExportsPlace.parse(workerData);
const ledger = await createLedger({
  url,
  poolMax: CONNECTIONS_MAX,
  applicationName: "exports",
  statementMsMax: STATEMENT_MS_MAX,
  heldMsMax: SNAPSHOT_MS_MAX,
});
const worker = new ExportWorker({
  queue: ledger.exportQueue,
  source: ledger.exportSource,
  queries: ledger.queries,
  files: new FolderFiles(folder),
  onEvent: ({ kind, jobId, error }) => {
    const message: ExportMessage = { kind, jobId, ...faultOf(error) };
    parentPort?.postMessage(message, []);
  },
});

const close = async (): Promise<void> => {
  await worker.close();
  await ledger.close();
  process.exit(0);
};

// The one message that comes from the main thread is to stop.
parentPort?.once("message", () => void close());
worker.start();
