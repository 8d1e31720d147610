import type {
  ClaimedExport,
  ExportCheckpoint,
  ExportFilter,
  ExportLine,
  ExportPosition,
  ExportSink,
  ExportSnapshot,
  ExportTotals,
} from "@tokenledger/usage/exports";
import { createLineFormat } from "../formats/create-format.ts";
import type { RowFormat } from "../formats/row-format.ts";
import type { ExportTools, WrittenPart } from "./export-tools.ts";
import { ExportStopped } from "./stop-reason.ts";
import { haveSameTotals, noTotals, plusLines } from "./totals.ts";

/** Where this attempt begins. */
interface Start {
  readonly sink: ExportSink;
  readonly position: ExportPosition | null;
  readonly totals: ExportTotals;
}

/** What is written, and how. */
interface Work {
  readonly snapshot: ExportSnapshot;
  readonly filter: ExportFilter;
  readonly format: RowFormat<ExportLine>;
  readonly tools: ExportTools;
}

const wanted = async (
  { snapshot, filter, tools }: Work,
  { job, checkpoint }: ClaimedExport,
): Promise<ExportCheckpoint | null> => {
  if (checkpoint === null) return null;
  const size = await tools.files.size(job.id, checkpoint.partName);
  if (size === null || size < checkpoint.byteCount) return null;
  const now = await snapshot.totals(filter, checkpoint.position);
  return haveSameTotals(now, checkpoint.totals) ? checkpoint : null;
};

/**
 * Goes on behind the last checkpoint if everything up to it sums to the same as when it was written: records are only ever added, so equal counts
 * and sums say that none came late, was priced anew or was removed. Else begins afresh.
 */
const begin = async (work: Work, claim: ClaimedExport): Promise<Start> => {
  const { format, tools } = work;
  const { files, partName } = tools;
  const { id } = claim.job;
  const checkpoint = format.isResumable ? await wanted(work, claim) : null;
  if (checkpoint === null) {
    const sink = await files.create(id, partName);
    await sink.write(await format.open());
    return { sink, position: null, totals: noTotals };
  }
  const { byteCount, position, totals } = checkpoint;
  const sink = await files.create(id, partName, { name: checkpoint.partName, byteCount });
  return { sink, position, totals };
};

/** Writes pages until there is none. @returns what the lines written sum to. */
const writePages = async (
  { snapshot, filter, format, tools }: Work,
  { sink, ...start }: Start,
  rowTotal: bigint,
): Promise<ExportTotals> => {
  const { lease, settings, partName } = tools;
  let { position, totals } = start;
  let checkpointRows = totals.rows + BigInt(settings.checkpointRows);
  do {
    const page = await snapshot.page(filter, position, settings.pageRecords);
    await sink.write(await format.write(page.lines));
    totals = plusLines(totals, page.lines);
    lease.report(totals.rows, rowTotal, sink.byteCount);
    lease.assertHeld();
    if (sink.byteCount > settings.fileBytesMax) {
      throw new ExportStopped("too_large");
    }
    ({ position } = page);
    if (position !== null && format.isResumable && totals.rows >= checkpointRows) {
      await sink.write(await format.flush());
      await sink.sync();
      await lease.checkpoint({ partName, byteCount: sink.byteCount, position, totals });
      checkpointRows = totals.rows + BigInt(settings.checkpointRows);
    }
  } while (position !== null);
  return totals;
};

/**
 * Writes every line that passes the filter, as of one moment, oldest first.
 *
 * @throws ExportStopped, also when what was written does not sum to what the ledger says, which would be a fault of ours.
 */
export const writeRecords = async (
  claim: ClaimedExport,
  filter: ExportFilter,
  tools: ExportTools,
): Promise<WrittenPart> =>
  tools.source.withSnapshot(claim.job.scope, async (snapshot) => {
    const work = { snapshot, filter, format: createLineFormat(claim.job.request), tools };
    const expected = await snapshot.totals(filter, null);
    const start = await begin(work, claim);
    const { sink } = start;
    try {
      tools.lease.report(start.totals.rows, expected.rows, sink.byteCount);
      const totals = await writePages(work, start, expected.rows);
      await sink.write(await work.format.end());
      await sink.sync();
      if (!haveSameTotals(totals, expected)) {
        throw new Error("An export does not sum to what the ledger says of the same records");
      }
      return { totals, byteCount: sink.byteCount, snapshotTime: snapshot.time };
    } finally {
      await sink.close();
    }
  });
