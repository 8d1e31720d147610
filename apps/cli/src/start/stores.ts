import { join } from "node:path";
import {
  createDatabaseIfMissing,
  startPostgres,
  startRedis,
  type PostgresService,
  type RedisService,
} from "@tokenledger/services";
import type { CliConfig } from "../config.ts";
import type { Secrets } from "./secrets.ts";

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
