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
    : { fault: { message: "something that is no error was thrown", stack: "" } };
};

/** Works off exports until it is stopped. */
const run = async ({ url, folder }: ExportsPlace, stopped: Promise<void>): Promise<void> => {
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
      if (process.connected) process.send?.(message);
    },
  });
  worker.start();
  await stopped;
  await worker.close();
  await ledger.close();
  process.exit(0);
};

process.once("message", (place) => {
  const stopped = new Promise<void>((resolve) => {
    process.once("message", () => resolve());
    // Whoever started it is gone, or everything is being stopped.
    process.once("disconnect", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  void run(ExportsPlace.parse(place), stopped);
});
// Ctrl-C reaches it too; its starter says when.
process.on("SIGINT", () => undefined);
