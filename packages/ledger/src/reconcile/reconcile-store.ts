import { ForeignKeyConstraintViolationException } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import {
  cellClasses,
  gapKinds,
  reportBuckets,
  type AnthropicKeyLink,
  type ReconcileCell,
  type ReconcileGap,
  type ReconcileQuestion,
  type ReconcileRun,
  type ReconcileStore,
} from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { AnthropicKeyLinkEntry } from "../entities/anthropic-key-link.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction, type StatementRunner } from "../statement-runner.ts";
import { capturedUsage } from "./captured-rows.ts";

const file = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const Count = z.string().transform((text) => BigInt(text));
const Instant = z
  .number()
  .nullable()
  .transform((timeMs) => (timeMs === null ? null : new Date(timeMs)));

const LOCK = { text: file("lock-reconcile"), row: z.unknown() };
const CLEAR = { text: file("clear-range"), row: z.unknown() };
const SAVE_RUN = { text: file("save-run"), row: z.object({ id: z.string() }) };
const SAVE_CELLS = { text: file("save-cells"), row: z.unknown() };
const SAVE_GAPS = { text: file("save-gaps"), row: z.unknown() };
const NOTE_LINKS = {
  text: file("note-links"),
  row: z.object({ changed_at: z.coerce.date().nullable() }),
};

const LIST_RUNS = {
  text: file("list-runs"),
  row: z
    .object({
      id: z.string(),
      bucket: z.enum(reportBuckets),
      range_start: z.coerce.date(),
      range_end: z.coerce.date(),
      start_time: z.coerce.date(),
      actor: z.string(),
      refreshed_until: z.coerce.date().nullable(),
      gap_count: z.int(),
    })
    .transform((row): ReconcileRun => ({
      id: row.id,
      bucket: row.bucket,
      startDate: row.range_start,
      endDate: row.range_end,
      startTime: row.start_time,
      actor: row.actor,
      refreshedUntil: row.refreshed_until,
      gapCount: row.gap_count,
    })),
};

const split = {
  period_start_ms: Instant,
  group_id: z.string().nullable(),
  model: z.string().nullable(),
  cell_class: z.enum(cellClasses),
};

const SUM_CELLS = {
  text: file("sum-cells"),
  row: z
    .object({ ...split, reported: Count, captured: Count, matched: Count })
    .transform(
      ({ period_start_ms: periodStart, group_id: groupId, cell_class: cellClass, ...row }) =>
        Object.assign(row, { periodStart, groupId, cellClass }),
    ),
};

const SUM_GAPS = {
  text: file("sum-gaps"),
  row: z
    .object({
      ...split,
      kind: z.enum(gapKinds),
      quantity: Count,
      pico_usd: Count,
      detail: z.string().nullable(),
    })
    .transform((row) => ({
      periodStart: row.period_start_ms,
      groupId: row.group_id,
      model: row.model,
      cellClass: row.cell_class,
      kind: row.kind,
      quantity: row.quantity,
      picoUsd: row.pico_usd,
      detail: row.detail,
    })),
};

/** Rows of one statement: a JSON of about a megabyte. */
const ROWS_MAX = 5000;

const cellJson = (cell: ReconcileCell): object => ({
  start_ms: cell.startMs,
  group_id: cell.groupId,
  model: cell.model,
  cell_class: cell.cellClass,
  reported: String(cell.reported),
  captured: String(cell.captured),
  matched: String(cell.matched),
  is_complete: cell.isComplete,
});

const gapJson = (gap: ReconcileGap): object => ({
  start_ms: gap.startMs,
  group_id: gap.groupId,
  model: gap.model,
  cell_class: gap.cellClass,
  kind: gap.kind,
  quantity: String(gap.quantity),
  pico_usd: String(gap.picoUsd),
  detail: gap.detail,
});

const saveAll = async (
  runner: StatementRunner,
  statement: typeof SAVE_CELLS,
  keys: readonly [string, string],
  rows: readonly object[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    await runner.rows(statement, [...keys, JSON.stringify(rows.slice(from, from + ROWS_MAX))]);
  }
};

type NewRun = Omit<ReconcileRun, "id" | "gapCount">;

const save = async (
  runner: StatementRunner,
  run: NewRun,
  cells: readonly ReconcileCell[],
  gaps: readonly ReconcileGap[],
): Promise<ReconcileRun> => {
  const range = [run.bucket, run.startDate.getTime(), run.endDate.getTime()] as const;
  await runner.rows(LOCK, []);
  await runner.rows(CLEAR, range);
  const [saved] = await runner.rows(SAVE_RUN, [
    ...range,
    run.startTime.getTime(),
    run.actor,
    run.refreshedUntil?.getTime() ?? null,
    gaps.length,
  ]);
  const id = saved?.id ?? "";
  await saveAll(runner, SAVE_CELLS, [id, run.bucket], cells.map(cellJson));
  await saveAll(runner, SAVE_GAPS, [id, run.bucket], gaps.map(gapJson));
  return { ...run, id, gapCount: gaps.length };
};

const setLinks = async (orm: MikroORM, links: readonly AnthropicKeyLink[]): Promise<void> => {
  try {
    await orm.em.transactional(async (em) => {
      await em.nativeDelete(AnthropicKeyLinkEntry, {});
      if (links.length === 0) return;
      await em.insertMany(
        AnthropicKeyLinkEntry,
        links.map(({ apiKeyId, accessKeyId, workspaceId }) => ({
          apiKeyId,
          accessKeyId,
          workspaceId,
        })),
      );
    });
  } catch (error) {
    if (!(error instanceof ForeignKeyConstraintViolationException)) throw error;
    throw new InvalidInputError("NOT_FOUND", "There is no such access key.", { cause: error });
  }
};

const splitOf = ({ bucket, startDate, endDate, groupBy }: ReconcileQuestion) => [
  bucket,
  startDate.getTime(),
  endDate.getTime(),
  groupBy.includes("period"),
  groupBy.includes("key"),
  groupBy.includes("model"),
];

/** The ledger's side of comparing with Anthropic's reports. */
export const createReconcileStore = (orm: MikroORM): ReconcileStore => ({
  links: async () =>
    asDirectoryCall(async () => {
      const orderBy = { apiKeyId: "asc", accessKeyId: "asc" } as const;
      const links = await orm.em.fork().find(AnthropicKeyLinkEntry, {}, { orderBy });
      return links.map(({ apiKeyId, accessKeyId, workspaceId }) => ({
        apiKeyId,
        accessKeyId,
        workspaceId: workspaceId ?? null,
      }));
    }),
  linksChangedAt: async () => {
    const [row] = await autocommit(orm).rows(NOTE_LINKS, []);
    return row?.changed_at ?? null;
  },
  setLinks: async (links) => asDirectoryCall(async () => setLinks(orm, links)),
  captured: async (range, bucket) => capturedUsage(autocommit(orm), range, bucket),
  save: async (run, cells, gaps) =>
    inTransaction(orm, async (runner) => save(runner, run, cells, gaps)),
  runs: async () => autocommit(orm).rows(LIST_RUNS, []),
  cellSums: async (question) => autocommit(orm).rows(SUM_CELLS, splitOf(question)),
  gapSums: async (question) => autocommit(orm).rows(SUM_GAPS, splitOf(question)),
});
