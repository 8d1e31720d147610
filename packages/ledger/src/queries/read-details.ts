import {
  eventTimeMs,
  outcomes,
  type AccessScope,
  type DetailFilter,
  type DetailPage,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { readCursor, writeCursor, type DetailPosition } from "./detail-cursor.ts";
import { DetailLine, detailRows } from "./detail-row.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { listOrAll, resolveFilter } from "./resolved-filter.ts";

const PREFER_INDEXES = {
  text: sqlFile(new URL("./sql/prefer-indexes.sql", import.meta.url)),
  row: z.unknown(),
};

const READ_DETAILS = {
  text: sqlFile(new URL("./sql/read-details.sql", import.meta.url)),
  row: DetailLine,
};

/** Outcomes nobody has match nothing; PostgreSQL would call them an error. */
const knownOutcomes = (filter: DetailFilter): readonly string[] | null =>
  listOrAll(filter.outcomes)?.filter((outcome) => outcomes.some((known) => known === outcome)) ??
  null;

/** Where a page begins: below the last record of the page before, or at the end of the range. */
const pageStart = ({
  cursor,
  endDate,
}: DetailFilter): {
  readonly endMs: number;
  readonly below: DetailPosition | null;
} => {
  if (cursor === undefined) return { endMs: endDate.getTime(), below: null };
  const below = readCursor(cursor);
  return { endMs: Math.min(endDate.getTime(), eventTimeMs(below.eventId) + 1), below };
};

/**
 * One page of records, newest first. The range is exact to the millisecond here.
 * A cursor closes the range at its record's time, so that later partitions are not opened.
 *
 * @param runner of a transaction: a look-up by Anthropic's ids changes how it plans.
 * @throws InvalidInputError CURSOR_INVALID
 */
export const readDetails = async (
  runner: StatementRunner,
  scope: AccessScope,
  filter: DetailFilter,
): Promise<DetailPage> => {
  const isLookUp = filter.requestId !== undefined || filter.messageId !== undefined;
  if (isLookUp) await runner.rows(PREFER_INDEXES, []);
  const startMs = filter.startDate.getTime();
  const { endMs, below } = pageStart(filter);
  const { accessKeyIds, userIds, models, features } = await resolveFilter(runner, scope, filter);
  const lines = await runner.rows(READ_DETAILS, [
    accessKeyIds,
    userIds,
    startMs,
    endMs,
    eventIdBound(startMs),
    eventIdBound(endMs),
    below?.eventId,
    below?.accessKeyId,
    models,
    features,
    knownOutcomes(filter),
    filter.requestId,
    filter.messageId,
    filter.pageSize + 1,
  ]);
  const rows = detailRows(lines);
  const page = rows.slice(0, filter.pageSize);
  const last = page.at(-1);
  const isWhole = last === undefined || rows.length === page.length;
  return { rows: page, nextCursor: isWhole ? null : writeCursor(last) };
};
