import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import type { ChangePage } from "./apply-changes.ts";
import type { LineChange } from "./line-change.ts";
import { PAGE_RECORDS_MAX } from "./record-pages.ts";
import type { RepriceSums } from "./reprice-sums.ts";
import { StoredPicoUsd, type RecordIdentity, type StoredRecord } from "./stored-record.ts";

const RunLine = z.object({
  access_key_id: z.string(),
  event_id: z.string(),
  line: z.int(),
  old_cost: StoredPicoUsd,
  old_price_version: z.int().nullable(),
  new_cost: StoredPicoUsd,
  new_price_version: z.int().nullable(),
});
type RunLine = z.output<typeof RunLine>;

const PAGE_RUN_LINES = {
  text: sqlFile(new URL("./sql/page-run-lines.sql", import.meta.url)),
  row: RunLine,
};

const lineKey = (accessKeyId: string, eventId: string, line: number): string =>
  `${accessKeyId} ${eventId} ${line}`;

const identitiesOf = (lines: readonly RunLine[]): readonly RecordIdentity[] => {
  const identities = new Map(
    lines.map((line) => [
      lineKey(line.access_key_id, line.event_id, 0),
      { accessKeyId: line.access_key_id, eventId: line.event_id },
    ]),
  );
  return [...identities.values()];
};

/** Puts back what the run changed, where the line still is as the run left it. */
const putBack = (
  lines: readonly RunLine[],
  records: readonly StoredRecord[],
): readonly LineChange[] => {
  const journal = new Map(
    lines.map((line) => [lineKey(line.access_key_id, line.event_id, line.line), line]),
  );
  return records.flatMap((record) =>
    record.lines.flatMap((line) => {
      const run = journal.get(lineKey(record.accessKeyId, record.eventId, line.lineNumber));
      if (run?.new_cost !== line.costPicoUsd || run.new_price_version !== line.priceVersion) {
        return [];
      }
      const after = { costPicoUsd: run.old_cost, priceVersion: run.old_price_version };
      return [{ record, line, after }];
    }),
  );
};

const nextLines = async (
  runner: StatementRunner,
  runId: string,
  last: RunLine | undefined,
): Promise<readonly RunLine[]> =>
  runner.rows(PAGE_RUN_LINES, [
    runId,
    last?.event_id ?? "00000000-0000-0000-0000-000000000000",
    last?.access_key_id ?? "0",
    last?.line ?? 0,
    PAGE_RECORDS_MAX,
  ]);

/** Pages that undo a run. Lines another run has priced since are left, and counted in the sums as skipped. */
export const pagesOfUndo = async function* (
  runner: StatementRunner,
  runId: string,
  sums: RepriceSums,
): AsyncGenerator<ChangePage> {
  let last: RunLine | undefined = undefined;
  for (;;) {
    const lines = await nextLines(runner, runId, last);
    if (lines.length === 0) return;
    let changed = 0;
    yield {
      identities: identitiesOf(lines),
      decide: (records) => {
        const changes = putBack(lines, records);
        changed = changes.length;
        return changes;
      },
    };
    sums.skip(lines.length - changed);
    last = lines.at(-1);
  }
};
