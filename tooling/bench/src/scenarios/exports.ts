import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { exportFormats } from "@tokenledger/usage/exports";
import { z } from "zod";
import { below } from "../figures/aim.ts";
import { openFilledProduct } from "../rig/filled-product.ts";
import { peakMegabytes } from "../rig/process-cpu.ts";
import { startProgram } from "../rig/program.ts";
import type { Bench, Scenario } from "./scenario.ts";

const Written = z.object({ rowCount: z.number().positive(), seconds: z.number() });
const nameOf = (format: string): string => `export of records as ${format}`;
const memoryOf = (format: string): string => `export as ${format}, memory of its process`;

/** A process and a folder for each export: the most memory it held is of this format, and no two files lie there at once. */
const written = async (databaseUrl: string, asked: object) => {
  const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-exports-"));
  const entry = fileURLToPath(new URL("../exports/main.ts", import.meta.url));
  try {
    await using writer = await startProgram({ entry, args: [databaseUrl, folder] });
    const answer = writer.answer();
    writer.send(asked);
    const { rowCount, seconds } = Written.parse(await answer);
    return { rowsPerSecond: rowCount / seconds, megabytes: peakMegabytes(writer.pid) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const run = async ({ scale, sheet, stores, say }: Bench): Promise<void> => {
  await using filled = await openFilledProduct(stores, scale.exportRows, say);
  const { product, startMs, endMs } = filled;
  for (let round = 0; round < scale.rounds; round += 1) {
    for (const format of exportFormats) {
      const { rowsPerSecond, megabytes } = await written(product.databaseUrl, {
        startMs,
        endMs,
        format,
      });
      sheet.note(nameOf(format), rowsPerSecond);
      sheet.note(memoryOf(format), megabytes);
      say(
        `${nameOf(format)}: ${Math.round(rowsPerSecond)} rows/s, ${Math.round(megabytes)} MB at most`,
      );
    }
  }
};

/** Every record, all columns, from the claim of the export until its file and manifest lie there. */
export const exportsScenario: Scenario = {
  name: "exports",
  figures: exportFormats.flatMap((format) => [
    { name: nameOf(format), unit: "rows/s" },
    { name: memoryOf(format), unit: "MB", aim: below(256) },
  ]),
  run,
};
