import { AsyncLocalStorage } from "node:async_hooks";
import type { MikroORM } from "@mikro-orm/postgresql";
import { eventTimeMs, type AccessScope } from "@tokenledger/usage";
import type {
  ExportFilter,
  ExportPosition,
  ExportSnapshot,
  ExportSource,
  ExportTotals,
} from "@tokenledger/usage/exports";
import { z } from "zod";
import { asQuery } from "../queries/as-query.ts";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { resolveFilter, type ResolvedFilter } from "../queries/resolved-filter.ts";
import { sqlFile } from "../sql-file.ts";
import { inSnapshot, type StatementRunner } from "../statement-runner.ts";
import { ExportedLine, exportLines } from "./export-lines.ts";

const Sum = z.string().transform((digits) => BigInt(digits));

const SNAPSHOT_TIME = {
  text: sqlFile(new URL("./sql/export-snapshot-time.sql", import.meta.url)),
  row: z.object({ now_ms: z.number() }),
};

const TOTAL_EXPORT = {
  text: sqlFile(new URL("./sql/total-export.sql", import.meta.url)),
  row: z.object({
    rows: Sum,
    requests: Sum,
    input: Sum,
    cache_creation: Sum,
    cache_read: Sum,
    output: Sum,
    cost: Sum,
    unpriced: Sum,
  }),
};

const PAGE_EXPORT = {
  text: sqlFile(new URL("./sql/page-export.sql", import.meta.url)),
  row: ExportedLine,
};

/** The parameters that both statements share, in their order. The range is exact to the millisecond. */
const parametersOf = (
  filter: ExportFilter,
  resolved: ResolvedFilter,
  range: { readonly startMs: number; readonly endMs: number },
  position: ExportPosition | null,
): readonly unknown[] => [
  resolved.accessKeyIds,
  resolved.userIds,
  range.startMs,
  range.endMs,
  eventIdBound(range.startMs),
  eventIdBound(range.endMs),
  position?.eventId,
  position?.accessKeyId,
  resolved.models,
  resolved.features,
  resolved.outcomes,
  filter.requestId,
  filter.messageId,
  resolved.qualities,
  resolved.statuses,
];

const readTotals = async (
  runner: StatementRunner,
  scope: AccessScope,
  filter: ExportFilter,
  upTo: ExportPosition | null,
): Promise<ExportTotals> => {
  const resolved = await resolveFilter(runner, scope, filter);
  const startMs = filter.startDate.getTime();
  const lastMs = upTo === null ? Infinity : eventTimeMs(upTo.eventId) + 1;
  const endMs = Math.min(filter.endDate.getTime(), lastMs);
  const [sum] = await runner.rows(
    TOTAL_EXPORT,
    parametersOf(filter, resolved, { startMs, endMs }, upTo),
  );
  if (sum === undefined) throw new Error("A sum is one row");
  return {
    rows: sum.rows,
    requests: sum.requests,
    inputTokens: sum.input,
    cacheCreationInputTokens: sum.cache_creation,
    cacheReadInputTokens: sum.cache_read,
    outputTokens: sum.output,
    costPicoUsd: sum.cost,
    unpricedRequests: sum.unpriced,
  };
};

/** A position opens the range at its record's time, so that earlier partitions are not read again. */
const readPage = async (
  runner: StatementRunner,
  scope: AccessScope,
  filter: ExportFilter,
  after: ExportPosition | null,
  recordCountMax: number,
): Promise<Awaited<ReturnType<ExportSnapshot["page"]>>> => {
  const resolved = await resolveFilter(runner, scope, filter);
  const firstMs = after === null ? 0 : eventTimeMs(after.eventId);
  const startMs = Math.max(filter.startDate.getTime(), firstMs);
  const endMs = filter.endDate.getTime();
  const rows = await runner.rows(PAGE_EXPORT, [
    ...parametersOf(filter, resolved, { startMs, endMs }, after),
    recordCountMax,
  ]);
  const { lines, recordCount } = exportLines(rows, resolved);
  const last = rows.at(-1);
  return {
    lines,
    position:
      last === undefined || recordCount < recordCountMax
        ? null
        : { eventId: last.event_id, accessKeyId: last.access_key_id },
  };
};

/** Exports' reads over PostgreSQL: one REPEATABLE READ transaction a snapshot, a connection of its own while it lasts. */
export const createExportSource = (orm: MikroORM): ExportSource => ({
  withSnapshot: async (scope, work) => {
    // MikroORM would take whatever else `work` calls of the ledger into this transaction, where nothing can be written.
    const outside = AsyncLocalStorage.snapshot();
    return asQuery(async () =>
      inSnapshot(orm, async (runner) => {
        const [taken] = await runner.rows(SNAPSHOT_TIME, []);
        return outside(work, {
          time: new Date(taken?.now_ms ?? Number.NaN),
          totals: async (filter, upTo) => readTotals(runner, scope, filter, upTo),
          page: async (filter, after, recordCountMax) =>
            readPage(runner, scope, filter, after, recordCountMax),
        });
      }),
    );
  },
});
