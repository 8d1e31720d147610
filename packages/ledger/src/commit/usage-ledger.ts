import type { MikroORM } from "@mikro-orm/postgresql";
import type {
  CollectedRecord,
  CommitReceipt,
  StatisticsTotals,
  DirectUsageLedger,
} from "@tokenledger/usage";
import type { PriceBooks } from "../prices/price-books.ts";
import { RefusedValueError } from "../sqlstate.ts";
import { autocommit } from "../statement-runner.ts";
import { commitBatch } from "./commit-batch.ts";
import { putDeadLetters } from "./dead-letter-rows.ts";
import { UserIds } from "./user-ids.ts";

const nothing: CommitReceipt = { claimedCount: 0, deadLetterCount: 0, totals: [] };

const cellOf = ({ dimension, periodType, periodStartMs }: StatisticsTotals): string =>
  JSON.stringify([dimension.type, dimension.id, periodType, periodStartMs]);

/** Two commits, the later one second. A cell that both touched stands as its newer revision says. */
const together = (first: CommitReceipt, second: CommitReceipt): CommitReceipt => {
  const totals = new Map<string, StatisticsTotals>();
  for (const cell of [...first.totals, ...second.totals]) {
    const known = totals.get(cellOf(cell));
    if (known === undefined || known.revision < cell.revision) totals.set(cellOf(cell), cell);
  }
  return {
    claimedCount: first.claimedCount + second.claimedCount,
    deadLetterCount: first.deadLetterCount + second.deadLetterCount,
    totals: [...totals.values()],
  };
};

/** The write side of the ledger, over PostgreSQL. Any number of processes may commit at once. */
export const createUsageLedger = (orm: MikroORM, books: PriceBooks): DirectUsageLedger => {
  const userIds = new UserIds(() => autocommit(orm));

  const putAside = async (
    record: CollectedRecord,
    refused: RefusedValueError,
  ): Promise<CommitReceipt> => {
    const cause = refused.cause instanceof Error ? refused.cause.message : "";
    const detail = `SQLSTATE ${refused.sqlstate}: ${cause}`;
    const dead = [{ record, reason: "value_refused" as const, detail }];
    return { ...nothing, deadLetterCount: await putDeadLetters(autocommit(orm), dead) };
  };

  /** A refused value is found by halving: at most 2 log2(n) transactions a bad record, and its neighbours are committed. */
  const commit = async (
    records: readonly CollectedRecord[],
    isDirect: boolean,
  ): Promise<CommitReceipt> => {
    const [only] = records;
    if (only === undefined) return nothing;
    try {
      return await commitBatch(orm, { userIds, books }, records, isDirect);
    } catch (error) {
      if (!(error instanceof RefusedValueError)) throw error;
      if (records.length === 1) return putAside(only, error);
    }
    const middle = records.length >> 1;
    const first = await commit(records.slice(0, middle), isDirect);
    return together(first, await commit(records.slice(middle), isDirect));
  };

  return {
    commit: async (records) => commit(records, false),
    commitDirect: async (records) => commit(records, true),
  };
};
