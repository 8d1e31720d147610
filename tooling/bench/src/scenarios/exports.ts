import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { fillUsage } from "../fill/fill-usage.ts";
import { peakMegabytes } from "../rig/process-cpu.ts";
import { openProduct } from "../rig/product.ts";
import { startProgram } from "../rig/program.ts";
import type { Bench, Scenario } from "./scenario.ts";

const DAY_MS = 86_400_000;
const DATABASE = "exported";
const FILL = { accessKeyCount: 100, userCount: 400, dayCount: 10 };
const formats = ["csv", "jsonl", "parquet"] as const;
const MEMORY = "export, memory of its process";

const Written = z.object({ rowCount: z.number().positive(), seconds: z.number() });
const nameOf = (format: string): string => `export of records as ${format}`;

const run = async ({ scale, sheet, stores }: Bench): Promise<void> => {
  await using product = await openProduct(stores, DATABASE);
  const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const startMs = endMs - FILL.dayCount * DAY_MS;
  const plan = { ...FILL, recordCount: scale.exportRows, endMs };
  await fillUsage(product.databaseUrl, product.ledger, plan);
  const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-bench-exports-"));
  const entry = fileURLToPath(new URL("../exports/main.ts", import.meta.url));
  try {
    await using writer = await startProgram({ entry, args: [product.databaseUrl, folder] });
    for (let round = 0; round < scale.rounds; round += 1) {
      for (const format of formats) {
        const answer = writer.answer();
        writer.send({ startMs, endMs, format });
        const { rowCount, seconds } = Written.parse(await answer);
        sheet.note(nameOf(format), rowCount / seconds);
      }
    }
    sheet.note(MEMORY, peakMegabytes(writer.pid));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Every record of ten days, all columns, from the claim of the export until its file and manifest lie there. */
export const exportsScenario: Scenario = {
  name: "exports",
  figures: [
    ...formats.map((format) => ({ name: nameOf(format), unit: "rows/s" })),
    { name: MEMORY, unit: "MB" },
  ],
  run,
};
