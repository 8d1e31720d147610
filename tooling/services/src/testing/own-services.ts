import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres, type PostgresService } from "../postgres-service.ts";
import { startRedisCluster, type RedisCluster } from "../redis-cluster.ts";
import { startRedis, type RedisService } from "../redis-service.ts";
import type { TestDatabase } from "./test-database.ts";
import type { TestRedis } from "./test-redis.ts";
import { asTestRole, makeTestRoles, testUserLines } from "./test-roles.ts";

/** A child of a killed store may write for a moment yet. */
const REMOVE = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

/** A store of the test's own, to be killed and brought back over the same data at the same address. */
interface OwnService {
  readonly port: number;
  /** Holds its files, to be copied, lost and put back. */
  readonly dataDir: string;
  /** Default SIGKILL. Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** A redis-server of the test's own. It knows the users of least privilege whenever it starts. */
export interface OwnRedis extends OwnService, Pick<TestRedis, "adminUrl" | "urlAs"> {}

/** Starts one, empty. `args` are further settings, as `name value`. */
export const startOwnRedis = async (
  options: { readonly args?: readonly string[] } = {},
): Promise<OwnRedis> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-redis-"));
  const start = async (port?: number): Promise<RedisService> =>
    startRedis({
      dataDir,
      settings: [...testUserLines, ...(options.args ?? [])],
      ...(port === undefined ? {} : { port }),
    });
  let redis = await start();
  return {
    adminUrl: redis.url,
    urlAs: (user) => asTestRole(redis.url, user),
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
export const startOwnRedisCluster = async (replicaCount = 0): Promise<RedisCluster & TestRedis> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-cluster-"));
  const cluster = await startRedisCluster({
    dataDir,
    masterCount: 3,
    replicaCount,
    settings: testUserLines,
  });
  return {
    ...cluster,
    adminUrl: cluster.url,
    urlAs: (user) => asTestRole(cluster.url, user),
    close: async () => {
      await cluster.stop();
      rmSync(dataDir, REMOVE);
    },
  };
};

/** A PostgreSQL cluster of the test's own, with a database. */
export interface OwnPostgres extends OwnService, Omit<TestDatabase, "close"> {}

const DATABASE = "ledger";

/** A database of the owner's, and the roles that come to it. */
const prepare = async (postgres: PostgresService): Promise<void> => {
  await makeTestRoles(postgres.urlOf("postgres"));
  const client = new Client({ connectionString: postgres.urlOf("postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE} OWNER tokenledger_owner`);
  } finally {
    await client.end();
  }
};

/** A PostgreSQL cluster of the test's own, its database empty. `kill()` defaults to an immediate stop of the whole cluster. */
export const startOwnPostgres = async (): Promise<OwnPostgres> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-postgres-"));
  const start = async (port?: number): Promise<PostgresService> =>
    startPostgres({ dataDir, password: "test", ...(port === undefined ? {} : { port }) });
  let postgres = await start();
  await prepare(postgres);
  const kill = async (signal: NodeJS.Signals = "SIGQUIT"): Promise<void> => {
    await postgres.stop(signal === "SIGINT" || signal === "SIGTERM" ? "fast" : "immediate");
  };
  return {
    ownerUrl: asTestRole(postgres.urlOf(DATABASE), "tokenledger_owner"),
    urlAs: (role) => asTestRole(postgres.urlOf(DATABASE), role),
    superuserUrl: postgres.urlOf(DATABASE),
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
