import type { MikroORM } from "@mikro-orm/postgresql";
import type { CollectedRecord, CommitReceipt } from "@tokenledger/usage";
import { z } from "zod";
import { noteUnmirrored } from "../counters/unmirrored-cells.ts";
import type { PriceBooks } from "../prices/price-books.ts";
import { sqlFile } from "../sql-file.ts";
import { inTransaction, type StatementRunner } from "../statement-runner.ts";
import { batchColumns, bytea, type ResolvedRecord } from "./batch-columns.ts";
import { CellTotals, statisticsTotals } from "./cell-totals.ts";
import { putDeadLetters } from "./dead-letter-rows.ts";
import { distinctContents } from "./distinct-contents.ts";
import { pricedRecords } from "./priced-records.ts";
import type { UserIds } from "./user-ids.ts";

const COMMIT_USAGE = {
  text: sqlFile(new URL("./sql/commit-usage.sql", import.meta.url)),
  row: z.object({ claimed_count: z.int(), totals: z.array(CellTotals) }),
};

const REVIEW_BATCH = {
  text: sqlFile(new URL("./sql/review-batch.sql", import.meta.url)),
  row: z.object({ conflicts: z.array(z.int()), totals: z.array(CellTotals) }),
};

interface Outcome {
  readonly claimedCount: number;
  readonly deadLetterCount: number;
  readonly cells: readonly CellTotals[];
}

/** Compares what was not counted with what is stored, and puts aside what differs. */
const review = async (
  runner: StatementRunner,
  contents: readonly ResolvedRecord[],
): Promise<Omit<Outcome, "claimedCount">> => {
  const [result] = await runner.rows(REVIEW_BATCH, [
    contents.map(({ record }) => record.accessKeyId),
    contents.map(({ record }) => record.eventId),
    contents.map(({ record }) => record.occurTimeMs),
    contents.map(({ record }) => bytea(record.payloadHash)),
    contents.map(({ userId }) => userId),
  ]);
  const positions = new Set(result?.conflicts);
  const dead = contents
    .filter((_, index) => positions.has(index + 1))
    .map(({ record }) => ({
      record,
      reason: "id_reuse_conflict" as const,
      detail: "Another content is stored under this access key and event id.",
    }));
  return {
    deadLetterCount: await putDeadLetters(runner, dead),
    cells: result?.totals ?? [],
  };
};

const write = async (
  runner: StatementRunner,
  books: PriceBooks,
  candidates: readonly ResolvedRecord[],
  rivals: readonly ResolvedRecord[],
): Promise<Outcome> => {
  const priced = pricedRecords(candidates, await books.hold(runner));
  const [result] = await runner.rows(COMMIT_USAGE, batchColumns(priced));
  const claimedCount = result?.claimed_count ?? 0;
  const contents = [...candidates, ...rivals];
  if (claimedCount === contents.length) {
    return { claimedCount, deadLetterCount: 0, cells: result?.totals ?? [] };
  }
  return { claimedCount, ...(await review(runner, contents)) };
};

export interface CommitTools {
  readonly userIds: UserIds;
  readonly books: PriceBooks;
}

/**
 * Commits records in one transaction: all, or none. Each line is priced at its record's time with the book in force, which stays in force
 * until the commit: a change of prices waits for it.
 *
 * @param isDirect the records are not in Redis: the cells are noted for it.
 * @throws RefusedValueError when PostgreSQL refuses a value of any of them: none was committed. @throws UnavailableError
 */
export const commitBatch = async (
  orm: MikroORM,
  { userIds, books }: CommitTools,
  records: readonly CollectedRecord[],
  isDirect: boolean,
): Promise<CommitReceipt> => {
  const names = new Set(records.flatMap(({ user }) => (user === null ? [] : [user])));
  const ids = await userIds.resolve(names);
  const resolve = (record: CollectedRecord): ResolvedRecord => ({
    record,
    userId: record.user === null ? null : (ids.get(record.user) ?? null),
  });
  const { candidates, rivals } = distinctContents(records);
  const { cells, ...counts } = await inTransaction(orm, async (runner) => {
    const outcome = await write(runner, books, candidates.map(resolve), rivals.map(resolve));
    if (isDirect) await noteUnmirrored(runner, outcome.cells);
    return outcome;
  });
  const userNames = new Map([...ids].map(([name, id]) => [id, name]));
  return { ...counts, totals: cells.map((cell) => statisticsTotals(cell, userNames)) };
};
