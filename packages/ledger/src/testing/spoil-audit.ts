import type { MikroORM } from "@mikro-orm/postgresql";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { inTransaction, type StatementRunner } from "../statement-runner.ts";

const nothing = z.object({});
const seq = z.object({ seq: z.string() });

export const CREATE_FLIPS = {
  text: sqlFile(new URL("./sql/create-flips.sql", import.meta.url)),
  row: nothing,
};

const UNGUARD_AUDIT = {
  text: sqlFile(new URL("./sql/unguard-audit.sql", import.meta.url)),
  row: nothing,
};

export const FLIP_AUDIT_ENTRY = {
  text: sqlFile(new URL("./sql/flip-audit-entry.sql", import.meta.url)),
  row: seq,
};

export const CUT_AUDIT = {
  text: sqlFile(new URL("./sql/cut-audit.sql", import.meta.url)),
  row: seq,
};

class TakenBack extends Error {}

/** Does with all rights what the log forbids, looks at what follows, and takes it back. */
export const spoiled = async <Result>(
  orm: MikroORM,
  look: (runner: StatementRunner) => Promise<Result>,
): Promise<Result> => {
  const seen: Result[] = [];
  await inTransaction(orm, async (runner) => {
    await runner.rows(UNGUARD_AUDIT, []);
    seen.push(await look(runner));
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  const [result] = seen;
  if (result === undefined) throw new Error("Nothing was looked at");
  return result;
};
