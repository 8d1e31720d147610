import { ExportWorker, FolderFiles } from "@tokenledger/exports";
import { createLedger } from "@tokenledger/ledger";
import { wholeUsage } from "@tokenledger/usage";
import { exportFormats } from "@tokenledger/usage/exports";
import { z } from "zod";

/**
 * The worker of exports as the scheduler runs it, in a process of its own. Started with the address of a database and a folder;
 * each message asks for one export of a time.
 */
const [url, folder] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const ledger = await createLedger({ url, poolMax: 5, statementMsMax: 600_000 });
const failures: unknown[] = [];
const worker = new ExportWorker({
  queue: ledger.exportQueue,
  source: ledger.exportSource,
  queries: ledger.queries,
  files: new FolderFiles(folder),
  onEvent: ({ kind, error }) => {
    if (kind === "failed") failures.push(error);
  },
});

const Wanted = z.object({ startMs: z.number(), endMs: z.number(), format: z.enum(exportFormats) });

const write = async ({ startMs, endMs, format }: z.output<typeof Wanted>) => {
  const filter = { startDate: new Date(startMs), endDate: new Date(endMs) };
  const { id } = await ledger.exports.create(
    {
      memberId: "1",
      memberLogin: "bench",
      scope: wholeUsage,
      request: {
        subject: { kind: "records", filter },
        format,
        isGzipped: false,
        hasBom: false,
        columns: null,
        masking: "none",
      },
      fileName: `usage.${format}`,
      completeUntil: new Date(endMs),
    },
    1_000,
  );
  const beganMs = performance.now();
  await worker.runNext();
  const seconds = (performance.now() - beganMs) / 1_000;
  const { rowCount, state } = await ledger.exports.get(id);
  if (state !== "done") throw new Error("The export failed.", { cause: failures[0] });
  return { rowCount: Number(rowCount), seconds };
};

process.on("message", (message) => {
  void write(Wanted.parse(message)).then((written) => process.send?.(written));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
