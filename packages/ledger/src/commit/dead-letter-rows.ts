import type { CollectedRecord, DeadLetterReason } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const PUT_DEAD_LETTERS = {
  text: sqlFile(new URL("./sql/put-dead-letters.sql", import.meta.url)),
  row: z.object({ put_count: z.int() }),
};

export interface DeadRecord {
  readonly record: CollectedRecord;
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

const TEXT_LENGTH_MAX = 500;

/** Text that PostgreSQL takes in any case: no NUL, and short enough for an index. Either may be why the record is here. */
const storable = (text: string): string =>
  text.slice(0, TEXT_LENGTH_MAX).toWellFormed().replaceAll("\0", "\u{FFFD}");

/** Puts records aside. Safe to repeat. @returns how many were not put aside before. */
export const putDeadLetters = async (
  runner: StatementRunner,
  dead: readonly DeadRecord[],
): Promise<number> => {
  if (dead.length === 0) return 0;
  const [result] = await runner.rows(PUT_DEAD_LETTERS, [
    dead.map(({ record }) => storable(record.accessKeyId)),
    dead.map(({ record }) => storable(record.eventId)),
    dead.map(({ record }) => storable(record.payloadHash)),
    dead.map(({ reason }) => reason),
    dead.map(({ detail }) => storable(detail)),
    dead.map(({ record }) => JSON.stringify(record)),
  ]);
  return result?.put_count ?? 0;
};
