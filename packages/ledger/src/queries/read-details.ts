import { isEventId, type DetailFilter, type DetailPage } from "@tokenledger/usage";
import { z } from "zod";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import type { Asking } from "./asking.ts";
import type { CursorSeal } from "./cursor-seal.ts";
import { directions, findRecords, type DetailPosition, type Direction } from "./find-records.ts";
import { readRecords, type FoundRecord } from "./read-records.ts";
import { resolveFilter } from "./resolved-filter.ts";

const PREFER_INDEXES = {
  text: sqlFile(new URL("./sql/prefer-indexes.sql", import.meta.url)),
  row: z.unknown(),
};

const Place = z
  .tuple([z.enum(directions), z.string().refine(isEventId), z.string().refine((id) => isRowId(id))])
  .transform(([direction, eventId, accessKeyId]) => ({
    direction,
    from: { eventId, accessKeyId },
  }));

interface Page {
  readonly direction: Direction;
  readonly from: DetailPosition | null;
}

const firstPage: Page = { direction: "older", from: null };

/** A page that goes forward in time is found oldest first, and shown as every other. */
const shownOrder = (found: readonly FoundRecord[], direction: Direction): readonly FoundRecord[] =>
  direction === "older" ? found : found.toReversed();

/**
 * One page of records, newest first. Pages part records by where they stand in time, so that records that come meanwhile are neither
 * skipped nor shown twice, whichever way a reader turns.
 *
 * @throws InvalidInputError CURSOR_INVALID
 */
export const readDetails = async (
  { runner, scope }: Asking,
  seal: CursorSeal,
  filter: DetailFilter,
): Promise<DetailPage> => {
  const question = { kind: "details" as const, scope, ...filter };
  const page: Page =
    filter.cursor === undefined ? firstPage : seal.read(filter.cursor, question, Place);
  const { requestId, messageId, eventId, pageSize } = filter;
  if (requestId !== undefined || messageId !== undefined) await runner.rows(PREFER_INDEXES, []);
  const found = await findRecords(runner, {
    ...page,
    range: filter,
    filter: await resolveFilter(runner, scope, filter),
    lookUp: { requestId, messageId, eventId },
    countMax: pageSize + 1,
  });
  const shown = shownOrder(found.slice(0, pageSize), page.direction);
  const rows = await readRecords(runner, shown);
  const hasMore = found.length > pageSize;
  const cursorAt = (direction: Direction, record: FoundRecord | undefined): string | null =>
    record === undefined
      ? null
      : seal.write([direction, record.event_id, record.access_key_id], question);
  const isOlder = page.direction === "older";
  const hasOlder = isOlder ? hasMore : shown.length > 0;
  const hasNewer = isOlder ? page.from !== null : hasMore;
  return {
    rows,
    nextCursor: hasOlder ? cursorAt("older", shown.at(-1)) : null,
    previousCursor: hasNewer ? cursorAt("newer", shown[0]) : null,
  };
};
