import type { ClaimedExport, ExportQueue } from "@tokenledger/usage/exports";
import type { ExportTools, WrittenPart } from "./export-tools.ts";
import { manifestName, manifestOf } from "./manifest.ts";
import { ExportStopped } from "./stop-reason.ts";
import { writeRecords } from "./write-records.ts";
import { writeView } from "./write-view.ts";

const write = async (claim: ClaimedExport, tools: ExportTools): Promise<WrittenPart> => {
  const { subject } = claim.job.request;
  return subject.kind === "records"
    ? writeRecords(claim, subject.filter, tools)
    : writeView(claim, subject, tools);
};

/**
 * Writes one export from its claim to its end: the file, its hash, its manifest, its final name, and last the row that makes it downloadable. Stopped
 * anywhere before that row, nobody sees a file, and the next attempt goes on or begins afresh.
 *
 * @throws ExportStopped, and whatever the stores throw.
 */
export const runExport = async (
  claim: ClaimedExport,
  queue: ExportQueue,
  tools: ExportTools,
): Promise<void> => {
  const { files, partName, settings } = tools;
  const { job, leaseId } = claim;
  const { totals, byteCount, snapshotTime } = await write(claim, tools);
  const sha256 = await files.digest(job.id, partName);
  const expireTime = new Date(Date.now() + settings.keepMs);
  const storedName = `${leaseId}.data`;
  const manifest = await files.create(job.id, manifestName(storedName));
  await manifest.write(
    Buffer.from(manifestOf(job, { totals, byteCount, sha256, snapshotTime, expireTime })),
  );
  await manifest.sync();
  await manifest.close();
  await files.seal(job.id, partName, storedName);
  tools.lease.assertHeld();
  const isOurs = await queue.finish(claim, {
    storedName,
    byteCount,
    sha256,
    totals,
    expireTime,
  });
  if (!isOurs) throw new ExportStopped("lost");
  await files.keepOnly(job.id, [storedName, manifestName(storedName)]);
};
