import {
  priceRunKinds,
  type PriceAuthor,
  type PriceRun,
  type PriceRunKind,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const Id = z.object({ id: z.string() });
const Instant = z.string().transform((text) => new Date(Number(text)));
const Whole = z.string().transform((text) => BigInt(text));

const START_PRICE_RUN = {
  text: sqlFile(new URL("./sql/start-price-run.sql", import.meta.url)),
  row: Id,
};

const FINISH_PRICE_RUN = {
  text: sqlFile(new URL("./sql/finish-price-run.sql", import.meta.url)),
  row: Id,
};

const LIST_PRICE_RUNS = {
  text: sqlFile(new URL("./sql/list-price-runs.sql", import.meta.url)),
  row: z
    .object({
      id: z.string(),
      kind: z.enum(priceRunKinds),
      price_version: z.int(),
      actor: z.string(),
      reason: z.string(),
      start_ms: Instant,
      finish_ms: Instant.nullable(),
      line_count: z.string().transform(Number),
      difference_pico_usd: Whole,
      undone_run_id: z.string().nullable(),
    })
    .transform((row): PriceRun => ({
      id: row.id,
      kind: row.kind,
      priceVersion: row.price_version,
      actor: row.actor,
      reason: row.reason,
      startTime: row.start_ms,
      finishTime: row.finish_ms,
      lineCount: row.line_count,
      differencePicoUsd: row.difference_pico_usd,
      undoneRunId: row.undone_run_id,
    })),
};

/** What a run is, before it has an id. */
export interface PriceRunStart extends PriceAuthor {
  readonly kind: PriceRunKind;
  readonly undoneRunId: string | null;
}

/** Opens a run's entry in the audit. @returns its id. @throws UnavailableError */
export const startPriceRun = async (
  runner: StatementRunner,
  start: PriceRunStart,
  priceVersion: number,
): Promise<string> => {
  const [run] = await runner.rows(START_PRICE_RUN, [
    start.kind,
    priceVersion,
    start.actor,
    start.reason,
    start.undoneRunId,
  ]);
  return Id.parse(run).id;
};

/** Marks a run as gone through to its end. @throws UnavailableError */
export const finishPriceRun = async (runner: StatementRunner, runId: string): Promise<void> => {
  await runner.rows(FINISH_PRICE_RUN, [runId]);
};

/** Runs, newest first; with an id, that one. @throws UnavailableError */
export const listPriceRuns = async (
  runner: StatementRunner,
  runId: string | null,
): Promise<readonly PriceRun[]> => runner.rows(LIST_PRICE_RUNS, [runId]);
