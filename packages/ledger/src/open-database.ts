import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { ledgerEntities } from "./entities/ledger-entities.ts";
import { guardPool, type ConnectionPool } from "./pool-guard.ts";
import { ledgerMigrations } from "./migrations/ledger-migrations.ts";

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/database`, with `pg`'s own query parameters (`sslmode`). */
  readonly url: string;
  /** Most connections at once. Default 5. */
  readonly poolMax?: number;
  /** Seen in `pg_stat_activity`. Default `tokenledger`. */
  readonly applicationName?: string;
  /** PostgreSQL ends a statement after this long. Default 15 seconds; a check over all rows needs more. */
  readonly statementMsMax?: number;
  /** A connection that one call holds longer is ended, and the call fails. Default `statementMsMax` and 15 seconds. */
  readonly heldMsMax?: number;
}

const POOL_MAX = 5;
const STATEMENT_MS_MAX = 15_000;
const CONNECT_MS_MAX = 5_000;
const LOCK_MS_MAX = 10_000;
const HELD_SPARE_MS = 15_000;
/** A new connection's first question takes four times as long as its next: PostgreSQL learns the tables anew. Whoever comes back to the page finds those he left. */
const IDLE_MS_MAX = 600_000;

/**
 * MikroORM over a pool that never waits without end: for a connection, a lock, a statement, or a server that vanished.
 * Connects at first use, so it can be made while PostgreSQL is away.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<MikroORM> => {
  const statementMsMax = options.statementMsMax ?? STATEMENT_MS_MAX;
  return MikroORM.init({
    clientUrl: options.url,
    entities: ledgerEntities,
    extensions: [Migrator],
    forceUtcTimezone: true,
    pool: { min: 0, max: options.poolMax ?? POOL_MAX, idleTimeoutMillis: IDLE_MS_MAX },
    driverOptions: {
      connectionString: options.url,
      application_name: options.applicationName ?? "tokenledger",
      connectionTimeoutMillis: CONNECT_MS_MAX,
      statement_timeout: statementMsMax,
      lock_timeout: LOCK_MS_MAX,
      idle_in_transaction_session_timeout: statementMsMax,
      keepAlive: true,
      onPoolCreated: (pool: ConnectionPool) => {
        guardPool(pool, options.heldMsMax ?? statementMsMax + HELD_SPARE_MS);
      },
    },
    migrations: {
      tableName: "ledger_migration",
      migrationsList: [...ledgerMigrations],
      snapshot: false,
      silent: true,
      disableForeignKeys: false,
    },
  });
};
