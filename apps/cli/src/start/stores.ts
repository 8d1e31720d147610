import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  createDatabaseIfMissing,
  findPostgres,
  startPostgres,
  startRedis,
  type PostgresService,
  type RedisService,
} from "@tokenledger/services";
import type { CliConfig } from "../config.ts";
import { secretsOf, type Secrets } from "./secrets.ts";
import { tryClaimDataDir } from "./single-start.ts";

/** Where the two stores are, and how to stop those that belong to this folder. */
export interface Stores {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Stops the stores that this folder owns; those of DATABASE_URL and REDIS_URL are left alone. */
  stop(): Promise<void>;
}

const DATABASE = "tokenledger";

const ownPostgres = async (dataDir: string, password: string): Promise<PostgresService> => {
  const postgres = await startPostgres({ dataDir: join(dataDir, "postgres"), password });
  await createDatabaseIfMissing(postgres.urlOf("postgres"), DATABASE);
  return postgres;
};

const ownRedis = async (dataDir: string, password: string): Promise<RedisService> =>
  startRedis({ dataDir: join(dataDir, "redis"), password });

/** Starts PostgreSQL and Redis over the data folder, or takes the ones the environment names. */
export const startStores = async (config: CliConfig, secrets: Secrets): Promise<Stores> => {
  const dataDir = config.TOKENLEDGER_DATA_DIR;
  const [postgres, redis] = await Promise.all([
    config.DATABASE_URL === undefined ? ownPostgres(dataDir, secrets.postgresPassword) : undefined,
    config.REDIS_URL === undefined ? ownRedis(dataDir, secrets.redisPassword) : undefined,
  ]);
  return {
    databaseUrl: config.DATABASE_URL ?? postgres?.urlOf(DATABASE) ?? "",
    redisUrl: config.REDIS_URL ?? redis?.url ?? "",
    stop: async () => {
      await redis?.stop();
      await postgres?.stop();
    },
  };
};

/** A database for as long as one command needs it. At the end of that, what was started for it is stopped; what ran already goes on. */
export interface BorrowedDatabase extends AsyncDisposable {
  readonly databaseUrl: string;
}

/** One that runs already. */
export const lent = (databaseUrl: string): BorrowedDatabase => ({
  databaseUrl,
  [Symbol.asyncDispose]: async () => Promise.resolve(),
});

const startedFor = async (dataDir: string, password: string): Promise<BorrowedDatabase | null> => {
  await using started = new AsyncDisposableStack();
  // Else a `start` that comes meanwhile would take it over, and lose it with this command's end.
  const unclaim = tryClaimDataDir(dataDir);
  if (unclaim === undefined) return null;
  started.defer(unclaim);
  const postgres = await ownPostgres(dataDir, password);
  started.defer(async () => postgres.stop());
  const all = started.move();
  return {
    databaseUrl: postgres.urlOf(DATABASE),
    [Symbol.asyncDispose]: async () => all.disposeAsync(),
  };
};

/**
 * The database of a data folder: of the PostgreSQL that runs over it, else of one that is started until the command is done.
 * @returns null where the folder holds none, or where a `start` is only just bringing it.
 */
export const borrowDatabase = async (dataDir: string): Promise<BorrowedDatabase | null> => {
  if (!existsSync(join(dataDir, "postgres"))) return null;
  const { postgresPassword: password } = secretsOf(dataDir);
  const running = await findPostgres({ dataDir: join(dataDir, "postgres"), password });
  return running === undefined ? startedFor(dataDir, password) : lent(running.urlOf(DATABASE));
};
