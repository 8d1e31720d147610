import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type PostgresService } from "../postgres-service.ts";
import { startRedisCluster, type RedisCluster } from "../redis-cluster.ts";
import { startRedis, type RedisService } from "../redis-service.ts";

/** A child of a killed store may write for a moment yet. */
const REMOVE = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

/** A store of the test's own, to be killed and brought back over the same data at the same address. */
export interface OwnService {
  readonly url: string;
  readonly port: number;
  /** Holds its files, to be copied, lost and put back. */
  readonly dataDir: string;
  /** Default SIGKILL. Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** A redis-server of the test's own. `args` are further settings, as `name value`. */
export const startOwnRedis = async (
  options: { readonly args?: readonly string[] } = {},
): Promise<OwnService> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-redis-"));
  const start = async (port?: number): Promise<RedisService> =>
    startRedis({
      dataDir,
      settings: options.args ?? [],
      ...(port === undefined ? {} : { port }),
    });
  let redis = await start();
  return {
    url: redis.url,
    port: redis.port,
    dataDir,
    kill: async (signal = "SIGKILL") => redis.stop(signal),
    restart: async () => {
      await redis.stop("SIGKILL");
      redis = await start(redis.port);
    },
    close: async () => {
      await redis.stop("SIGKILL");
      rmSync(dataDir, REMOVE);
    },
  };
};

/** A Redis Cluster of the test's own: three masters, each with so many replicas. Ends with `close()`. */
export const startOwnRedisCluster = async (
  replicaCount = 0,
): Promise<RedisCluster & { close(): Promise<void> }> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-cluster-"));
  const cluster = await startRedisCluster({ dataDir, masterCount: 3, replicaCount });
  return {
    ...cluster,
    close: async () => {
      await cluster.stop();
      rmSync(dataDir, REMOVE);
    },
  };
};

/** A PostgreSQL cluster of the test's own, database `postgres`. `kill()` defaults to an immediate stop of the whole cluster. */
export const startOwnPostgres = async (): Promise<OwnService> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-postgres-"));
  const start = async (port?: number): Promise<PostgresService> =>
    startPostgres({ dataDir, password: "test", ...(port === undefined ? {} : { port }) });
  let postgres = await start();
  const kill = async (signal: NodeJS.Signals = "SIGQUIT"): Promise<void> => {
    await postgres.stop(signal === "SIGINT" || signal === "SIGTERM" ? "fast" : "immediate");
  };
  return {
    url: postgres.urlOf("postgres"),
    port: postgres.port,
    dataDir,
    kill,
    restart: async () => {
      await kill();
      postgres = await start(postgres.port);
    },
    close: async () => {
      await kill();
      rmSync(dataDir, REMOVE);
    },
  };
};
