import path from "node:path";
import {
  processAlive,
  startPostgres,
  startRedis,
  type PostgresService,
} from "@tokenledger/services";
import { Redis } from "ioredis";
import { dropUnfilled } from "../fill/filled-note.ts";

/** Settings of a small server's PostgreSQL. Commits and entries are synced to disk, as by default. */
const POSTGRES_SETTINGS = [
  "shared_buffers=1GB",
  "max_wal_size=8GB",
  "checkpoint_timeout=30min",
  "jit=off",
  "random_page_cost=1.1",
  // Tells when each row could be read: what "accept to queryable" is measured by.
  "track_commit_timestamp=on",
];

/** PostgreSQL and Redis of a run. */
export interface BenchStores extends AsyncDisposable {
  readonly postgres: PostgresService;
  /** Where PostgreSQL may write files. */
  readonly postgresFolder: string;
  readonly redisUrl: string;
  readonly redisPort: number;
  /** For looking in from outside. */
  readonly redis: Redis;
  readonly pids: { readonly postgres: number; readonly redis: number };
}

/** Ends stores, which run apart, also when this process is told to end. @returns forgets them. */
const endWithUs = (pids: BenchStores["pids"]): (() => void) => {
  const end = (): void => {
    if (processAlive(pids.redis)) process.kill(pids.redis, "SIGKILL");
    if (processAlive(pids.postgres)) process.kill(pids.postgres, "SIGQUIT");
  };
  process.once("exit", end);
  return () => process.off("exit", end);
};

export interface BenchFolders {
  /** Of this run alone. */
  readonly folder: string;
  /** Where PostgreSQL keeps its data for later runs; null: nothing is kept. Of earlier runs only what is filled to its end is found again. */
  readonly dataFolder: string | null;
}

/** Starts both. Disposing of it ends them at once; the folders stay. */
export const startBenchStores = async ({
  folder,
  dataFolder,
}: BenchFolders): Promise<BenchStores> => {
  const postgresFolder = path.resolve(dataFolder ?? folder, "postgres");
  const postgres = await startPostgres({
    dataDir: postgresFolder,
    password: "bench",
    settings: POSTGRES_SETTINGS,
  });
  await dropUnfilled(postgres.urlOf("postgres"));
  const service = await startRedis({ dataDir: path.join(folder, "redis") });
  const redis = new Redis(service.url);
  const pids = { postgres: postgres.pid() ?? 0, redis: service.pid() ?? 0 };
  const forget = endWithUs(pids);
  return {
    postgres,
    postgresFolder,
    redisUrl: service.url,
    redisPort: service.port,
    redis,
    pids,
    [Symbol.asyncDispose]: async () => {
      redis.disconnect();
      forget();
      await Promise.all([service.stop("SIGKILL"), postgres.stop("immediate")]);
    },
  };
};
