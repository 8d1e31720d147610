import { mkdirSync } from "node:fs";
import path from "node:path";
import {
  startPostgres,
  startRedis,
  startRedisCluster,
  type PostgresService,
  type RedisService,
} from "@tokenledger/services";
import { CLUSTER_NODE_TIMEOUT_MS, clusterProcess } from "./cluster-process.ts";
import { endWithUs } from "./end-with-us.ts";
import type { StoreProcess } from "./store-target.ts";

export interface StoreOptions {
  readonly folder: string;
  /** Redis as a cluster of three masters and three replicas. */
  readonly cluster?: boolean;
  /** Told how long a cluster was without a killed master until a replica had taken its place. */
  readonly onFailover?: (waitMs: number) => void;
}

/** A PostgreSQL and a Redis of this run's own. */
export interface ChaosStores extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly isCluster: boolean;
  readonly postgres: StoreProcess;
  readonly redis: StoreProcess;
  /** What PostgreSQL wrote down. */
  readonly postgresLog: string;
}

const DATABASE = "postgres";

const redisProcess = (dataDir: string, first: RedisService): StoreProcess => {
  let redis = first;
  return {
    pid: () => redis.pid(),
    crash: async () => redis.stop("SIGKILL"),
    restart: async () => {
      redis = await startRedis({ dataDir, port: first.port });
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

/** One Redis, or a cluster that is broken one master after the other. */
interface AnyRedis {
  readonly url: string;
  readonly process: StoreProcess;
  readonly pids: readonly (() => number | undefined)[];
  end(): Promise<void>;
}

const startAnyRedis = async (dataDir: string, options: StoreOptions): Promise<AnyRedis> => {
  if (options.cluster === true) {
    const cluster = await startRedisCluster({
      dataDir,
      masterCount: 3,
      replicaCount: 1,
      nodeTimeoutMs: CLUSTER_NODE_TIMEOUT_MS,
    });
    return {
      url: cluster.url,
      process: clusterProcess(cluster, options.onFailover),
      pids: cluster.nodes.map((node) => () => node.pid()),
      end: async () => cluster.stop(),
    };
  }
  const redis = await startRedis({ dataDir });
  const process = redisProcess(dataDir, redis);
  return { url: redis.url, process, pids: [() => process.pid()], end: async () => process.crash() };
};

/** Starts both, empty. Disposing of them ends them; their folders stay. */
export const startStores = async (options: StoreOptions): Promise<ChaosStores> => {
  const redisDir = path.join(options.folder, "redis");
  const postgresDir = path.join(options.folder, "postgres");
  mkdirSync(redisDir, { recursive: true });
  const [redis, postgres] = await Promise.all([
    startAnyRedis(redisDir, options),
    startPostgres({ dataDir: postgresDir, password: "chaos" }),
  ]);
  const redisStore = redis.process;
  const postgresStore = postgresProcess(postgresDir, postgres);
  const forget = [
    ...redis.pids.map((pid) => endWithUs(pid, "SIGKILL")),
    endWithUs(() => postgresStore.pid(), "SIGQUIT"),
  ];
  return {
    databaseUrl: postgres.urlOf(DATABASE),
    redisUrl: redis.url,
    isCluster: options.cluster === true,
    redis: redisStore,
    postgres: postgresStore,
    postgresLog: path.join(postgresDir, "server.log"),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([redis.end(), postgresStore.crash()]);
      for (const forgetStore of forget) forgetStore();
    },
  };
};
