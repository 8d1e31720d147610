import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Ledger } from "@tokenledger/ledger";
import { wholeUsage } from "@tokenledger/usage";
import { exportFormats, type ExportFormat, type ExportJob } from "@tokenledger/usage/exports";
import { below } from "../figures/aim.ts";
import { openFilledProduct, type FilledProduct } from "../rig/filled-product.ts";
import { children, peakMegabytes } from "../rig/process-cpu.ts";
import type { Bench, Scenario } from "./scenario.ts";

const LOOK_MS = 200;
const nameOf = (format: string): string => `export of records as ${format}`;
const memoryOf = (format: string): string => `export as ${format}, memory of its process`;

const ask = async (
  { product, startMs, endMs }: FilledProduct,
  format: ExportFormat,
): Promise<ExportJob> => {
  const filter = { startDate: new Date(startMs), endDate: new Date(endMs) };
  const request = {
    subject: { kind: "records", filter },
    format,
    isGzipped: false,
    hasBom: false,
    columns: null,
    masking: "none",
  } as const;
  const job = {
    memberId: "1",
    memberLogin: "bench",
    scope: wholeUsage,
    request,
    fileName: `usage.${format}`,
    completeUntil: filter.endDate,
  };
  return product.ledger.exports.create(job, 1_000);
};

/** @throws Error when it is not done in the end. */
const finished = async ({ exports }: Ledger, id: string): Promise<ExportJob> => {
  for (;;) {
    const job = await exports.get(id);
    if (job.state === "done") return job;
    if (job.finishTime !== null) throw new Error(`The export ended as ${job.state}.`);
    await delay(LOOK_MS);
  }
};

const secondsOf = ({ startTime, finishTime }: ExportJob): number =>
  ((finishTime?.getTime() ?? Number.NaN) - (startTime?.getTime() ?? Number.NaN)) / 1_000;

/** A scheduler and a folder for each export: the most memory it held is of this format, and no two files lie there at once. */
const written = async (filled: FilledProduct, format: ExportFormat) => {
  const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-exports-"));
  const { product } = filled;
  try {
    const { id } = await ask(filled, format);
    await using scheduler = await product.startScheduler({ TOKENLEDGER_DATA_DIR: folder });
    const job = await finished(product.ledger, id);
    return {
      rowsPerSecond: Number(job.rowCount) / secondsOf(job),
      // The scheduler's one child.
      megabytes: Math.max(...children(scheduler.pid).map(peakMegabytes)),
      byteCount: Number(job.byteCount),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const run = async ({ scale, sheet, stores, say }: Bench): Promise<void> => {
  await using filled = await openFilledProduct(stores, scale.exportRows, say);
  for (let round = 0; round < scale.rounds; round += 1) {
    for (const format of exportFormats) {
      const { rowsPerSecond, megabytes, byteCount } = await written(filled, format);
      sheet.note(nameOf(format), rowsPerSecond);
      sheet.note(memoryOf(format), megabytes);
      const rate = `${Math.round(rowsPerSecond)} rows/s`;
      say(`${nameOf(format)}: ${rate}, ${byteCount} bytes, ${Math.round(megabytes)} MB at most`);
    }
  }
};

/** Every record, all columns, by the scheduler as it is deployed, from the claim of the export until its file and manifest lie there. */
export const exportsScenario: Scenario = {
  name: "exports",
  figures: exportFormats.flatMap((format) => [
    { name: nameOf(format), unit: "rows/s" },
    { name: memoryOf(format), unit: "MB", aim: below(256) },
  ]),
  run,
};
