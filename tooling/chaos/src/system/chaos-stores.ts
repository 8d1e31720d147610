import { mkdirSync } from "node:fs";
import path from "node:path";
import {
  startPostgres,
  startRedis,
  type PostgresService,
  type RedisService,
} from "@tokenledger/services";
import { endWithUs } from "./end-with-us.ts";
import type { StoreProcess } from "./store-target.ts";

export interface StoreOptions {
  readonly folder: string;
  /** Further settings of Redis, as `name value`. */
  readonly redisSettings?: readonly string[];
  /** Called between a crash of Redis and its return, with its folder: what a loss of power does to files. */
  readonly whileRedisIsDown?: (dataDir: string) => void;
}

/** A PostgreSQL and a Redis of this run's own. */
export interface ChaosStores extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly postgres: StoreProcess;
  readonly redis: StoreProcess;
  /** What PostgreSQL wrote down. */
  readonly postgresLog: string;
}

const DATABASE = "postgres";

const redisProcess = (
  dataDir: string,
  options: StoreOptions,
  first: RedisService,
): StoreProcess => {
  let redis = first;
  return {
    pid: () => redis.pid(),
    crash: async () => redis.stop("SIGKILL"),
    restart: async () => {
      options.whileRedisIsDown?.(dataDir);
      redis = await startRedis({
        dataDir,
        port: first.port,
        settings: options.redisSettings ?? [],
      });
    },
  };
};

const postgresProcess = (dataDir: string, first: PostgresService): StoreProcess => {
  let postgres = first;
  return {
    pid: () => postgres.pid(),
    crash: async () => postgres.stop("immediate"),
    restart: async () => {
      postgres = await startPostgres({ dataDir, password: "chaos", port: first.port });
    },
  };
};

/** Starts both, empty. Disposing of them ends them; their folders stay. */
export const startStores = async (options: StoreOptions): Promise<ChaosStores> => {
  const redisDir = path.join(options.folder, "redis");
  const postgresDir = path.join(options.folder, "postgres");
  mkdirSync(redisDir, { recursive: true });
  const [redis, postgres] = await Promise.all([
    startRedis({ dataDir: redisDir, settings: options.redisSettings ?? [] }),
    startPostgres({ dataDir: postgresDir, password: "chaos" }),
  ]);
  const redisStore = redisProcess(redisDir, options, redis);
  const postgresStore = postgresProcess(postgresDir, postgres);
  const forget = [
    endWithUs(() => redisStore.pid(), "SIGKILL"),
    endWithUs(() => postgresStore.pid(), "SIGQUIT"),
  ];
  return {
    databaseUrl: postgres.urlOf(DATABASE),
    redisUrl: redis.url,
    redis: redisStore,
    postgres: postgresStore,
    postgresLog: path.join(postgresDir, "server.log"),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([redisStore.crash(), postgresStore.crash()]);
      for (const forgetStore of forget) forgetStore();
    },
  };
};
