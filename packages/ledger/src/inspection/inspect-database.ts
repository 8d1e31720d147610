import { z } from "zod";
import { ledgerMigrations } from "../migrations/ledger-migrations.ts";
import { openDatabase } from "../open-database.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, type StatementRunner } from "../statement-runner.ts";

const PING = {
  text: sqlFile(new URL("../sql/ping.sql", import.meta.url)),
  row: z.unknown(),
};

const READ_SERVER = {
  text: sqlFile(new URL("./sql/read-server.sql", import.meta.url)),
  row: z.object({
    version: z.string(),
    version_number: z.int(),
    encoding: z.string(),
    time_zone: z.string(),
    is_read_only: z.boolean(),
    is_durable: z.boolean(),
    is_ours: z.boolean(),
    has_usage: z.boolean(),
    now_ms: z.number(),
  }),
};

const LIST_EXECUTED = {
  text: sqlFile(new URL("./sql/list-executed.sql", import.meta.url)),
  row: z.object({ name: z.string() }),
};

const LIST_MISSING_MONTHS = {
  text: sqlFile(new URL("./sql/list-missing-months.sql", import.meta.url)),
  row: z.object({ name: z.string() }),
};

/** This month and the next: a scheduler keeps three ahead, and one that stands still for a month is in time. */
const MONTHS_NEEDED = 2;
const STATEMENT_MS_MAX = 5_000;

/** A PostgreSQL server and the database on it, as somebody finds them who changes nothing. */
export interface DatabaseInspection {
  readonly version: string;
  /** As 180004 for 18.4. */
  readonly versionNumber: number;
  readonly encoding: string;
  /** Of a session that asks for none. */
  readonly timeZone: string;
  readonly isReadOnly: boolean;
  /** Whether what was committed outlives a loss of power. */
  readonly isDurable: boolean;
  /** How far its clock is ahead of this process's, in milliseconds; what the question took is halved. */
  readonly clockAheadMs: number;
  /** Migrations of this version that were not run yet, oldest first. */
  readonly pending: readonly string[];
  /** Migrations that were run and this version does not know: the database belongs to a newer one. */
  readonly unknown: readonly string[];
  /** Partitions of this and the next month that are not there; empty as long as there are no tables. */
  readonly missingPartitions: readonly string[];
}

const inspect = async (
  runner: StatementRunner,
  clock: () => number,
): Promise<DatabaseInspection> => {
  // Connecting takes longer than asking, and is no part of the clock's difference.
  await runner.rows(PING, []);
  const askedMs = clock();
  const [server] = await runner.rows(READ_SERVER, []);
  const answeredMs = clock();
  if (server === undefined) throw new Error("PostgreSQL says nothing of itself");
  const executed = server.is_ours ? await runner.rows(LIST_EXECUTED, []) : [];
  const missing = server.has_usage
    ? await runner.rows(LIST_MISSING_MONTHS, [answeredMs, MONTHS_NEEDED])
    : [];
  const executedNames = new Set(executed.map(({ name }) => name));
  const knownNames = new Set<string>(ledgerMigrations.map(({ name }) => name));
  return {
    version: server.version,
    versionNumber: server.version_number,
    encoding: server.encoding,
    timeZone: server.time_zone,
    isReadOnly: server.is_read_only,
    isDurable: server.is_durable,
    clockAheadMs: Math.round(server.now_ms - (askedMs + answeredMs) / 2),
    pending: [...knownNames].filter((name) => !executedNames.has(name)),
    unknown: [...executedNames].filter((name) => !knownNames.has(name)),
    missingPartitions: missing.map(({ name }) => name),
  };
};

/**
 * Looks at a database and changes nothing, whoever's it is.
 *
 * @throws UnavailableError whose `cause` is the driver's error, with PostgreSQL's or the system's own code.
 */
export const inspectDatabase = async (
  url: string,
  clock: () => number = Date.now,
): Promise<DatabaseInspection> => {
  const orm = await openDatabase({
    url,
    poolMax: 1,
    applicationName: "tokenledger doctor",
    statementMsMax: STATEMENT_MS_MAX,
  });
  try {
    return await inspect(autocommit(orm), clock);
  } finally {
    await orm.close();
  }
};
