import type { PriceBook, RepriceScope } from "@tokenledger/usage";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { listOrAll } from "../queries/resolved-filter.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import type { RecordIdentity } from "./stored-record.ts";

const Milliseconds = z.string().transform(Number);

const LIST_PRICED_RANGES = {
  text: sqlFile(new URL("./sql/list-priced-ranges.sql", import.meta.url)),
  row: z.object({
    access_key_id: z.string(),
    model: z.string(),
    from_ms: Milliseconds,
    to_ms: Milliseconds,
  }),
};

const Identity = z
  .object({ access_key_id: z.string(), event_id: z.string() })
  .transform((row): RecordIdentity => ({ accessKeyId: row.access_key_id, eventId: row.event_id }));

const PAGE_RECORDS = {
  text: sqlFile(new URL("./sql/page-records.sql", import.meta.url)),
  row: Identity,
};

const PAGE_UNPRICED_RECORDS = {
  text: sqlFile(new URL("./sql/page-unpriced-records.sql", import.meta.url)),
  row: Identity,
};

/** Records one transaction prices anew: about 3 MB and a quarter of a second. */
export const PAGE_RECORDS_MAX = 2_000;
const FIRST: RecordIdentity = {
  eventId: "00000000-0000-0000-0000-000000000000",
  accessKeyId: "0",
};

interface KeyRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** For each key the stretch of the scope in which it used one of the models. */
const keyRanges = async (
  runner: StatementRunner,
  book: PriceBook,
  scope: RepriceScope,
): Promise<ReadonlyMap<string, KeyRange>> => {
  const [startMs, endMs] = [scope.startDate.getTime(), scope.endDate.getTime()];
  const cells = await runner.rows(LIST_PRICED_RANGES, [
    startMs,
    endMs,
    listOrAll(scope.accessKeyIds),
  ]);
  const models = scope.models ?? [];
  const ranges = new Map<string, KeyRange>();
  for (const cell of cells) {
    const model = book.resolve(cell.model) ?? cell.model;
    if (models.length > 0 && !models.includes(model)) continue;
    const known = ranges.get(cell.access_key_id);
    ranges.set(cell.access_key_id, {
      fromMs: Math.max(startMs, Math.min(cell.from_ms, known?.fromMs ?? Infinity)),
      toMs: Math.min(endMs, Math.max(cell.to_ms, known?.toMs ?? 0)),
    });
  }
  return ranges;
};

/** Pages of the records of a scope. Records committed meanwhile may or may not be in them: they carry the newest price already. */
export const pagesOfScope = async function* (
  runner: StatementRunner,
  book: PriceBook,
  scope: RepriceScope,
): AsyncGenerator<readonly RecordIdentity[]> {
  for (const [accessKeyId, { fromMs, toMs }] of await keyRanges(runner, book, scope)) {
    let after = eventIdBound(fromMs);
    for (;;) {
      const page = await runner.rows(PAGE_RECORDS, [
        accessKeyId,
        fromMs,
        toMs,
        after,
        eventIdBound(toMs),
        PAGE_RECORDS_MAX,
      ]);
      if (page.length > 0) yield page;
      if (page.length < PAGE_RECORDS_MAX) break;
      after = page.at(-1)?.eventId ?? after;
    }
  }
};

/** Pages of the records with an unpriced line. */
export const pagesOfUnpriced = async function* (
  runner: StatementRunner,
): AsyncGenerator<readonly RecordIdentity[]> {
  let after = FIRST;
  for (;;) {
    const page = await runner.rows(PAGE_UNPRICED_RECORDS, [
      after.eventId,
      after.accessKeyId,
      PAGE_RECORDS_MAX,
    ]);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last;
  }
};
