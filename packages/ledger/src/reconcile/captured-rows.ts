import type { DateRange } from "@tokenledger/usage";
import {
  NO_FIGURES,
  type CapturedUsage,
  type Figures,
  type ReportBucket,
} from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const Count = z.string().transform((text) => BigInt(text));

const Row = z.object({
  start_ms: z.number(),
  access_key_id: z.string(),
  model: z.string().nullable(),
  service_tier: z.string(),
  speed: z.string(),
  inference_geo: z.string(),
  is_provisional: z.boolean(),
  is_refused: z.boolean(),
  is_unpriced: z.boolean(),
  input: Count,
  output: Count,
  cache_write_5m: Count,
  cache_write_1h: Count,
  cache_read: Count,
  web_search: Count,
  cost: Count,
});

const READ_CAPTURED = {
  text: sqlFile(new URL("./sql/read-captured.sql", import.meta.url)),
  row: Row,
};

const figuresOf = (row: z.output<typeof Row>): Figures => ({
  input: row.input,
  output: row.output,
  cacheWrite5m: row.cache_write_5m,
  cacheWrite1h: row.cache_write_1h,
  cacheRead: row.cache_read,
  webSearch: row.web_search,
});

const capturedOf = (row: z.output<typeof Row>): CapturedUsage => {
  const figures = figuresOf(row);
  const where = (isSo: boolean): Figures => (isSo ? figures : NO_FIGURES);
  return {
    startMs: row.start_ms,
    accessKeyId: row.access_key_id,
    model: row.model,
    serviceTier: row.service_tier,
    speed: row.speed,
    inferenceGeo: row.inference_geo,
    figures,
    provisional: where(row.is_provisional),
    refused: where(row.is_refused),
    unpriced: where(row.is_unpriced),
    costPicoUsd: row.cost,
    refusedPicoUsd: row.is_refused ? row.cost : 0n,
  };
};

/** What the ledger holds of a range, as it is compared with Anthropic's reports. Reads every row of the range. */
export const capturedUsage = async (
  runner: StatementRunner,
  { startDate, endDate }: DateRange,
  bucket: ReportBucket,
): Promise<readonly CapturedUsage[]> => {
  const rows = await runner.rows(READ_CAPTURED, [startDate.getTime(), endDate.getTime(), bucket]);
  return rows.map(capturedOf);
};
