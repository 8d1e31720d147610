import { UnavailableError } from "@tokenledger/usage";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import { clusterAddress } from "./cluster-address.ts";
import { replyCode } from "./store-error.ts";

/** One Redis, or a cluster: every command names keys of one shard, and goes to the master of its slot. */
export type Connection = Redis | Cluster;

export interface ConnectionOptions {
  /** `redis://` or `rediss://`, with password and database where they are needed; `redis-cluster://` or `rediss-cluster://` with some nodes. */
  readonly url: string;
  /** Shown by CLIENT LIST. */
  readonly name: string;
  /** How long one command may take. */
  readonly commandTimeoutMs: number;
  /** How long Redis may be silent while an answer is due before the connection is given up and made anew. */
  readonly silenceMsMax: number;
  /** Told of every failed attempt to connect and every broken connection; it mends itself. */
  readonly onConnectionError?: ((error: Error) => void) | undefined;
}

const CONNECT_MS_MAX = 2_000;
const PAUSE_MS_MIN = 25;
const PAUSE_MS_MAX = 1_000;

const pauseMs = (attempt: number): number =>
  Math.min(PAUSE_MS_MIN * 2 ** Math.min(attempt, 10), PAUSE_MS_MAX) * (0.5 + Math.random() / 2);

/** How often it is asked who is master of what: a failover of which no command told is known after so long. */
const SLOTS_EVERY_MS = 2_000;
/** As long as a caller would wait anyhow; a failover takes longer, and the caller writes elsewhere meanwhile. */
const REDIRECTIONS_MAX = 4;

const isClusterUrl = (url: string): boolean => /^rediss?-cluster:/.test(url);

type NodeOptions = Pick<
  RedisOptions,
  "commandTimeout" | "socketTimeout" | "connectTimeout" | "connectionName"
>;

const connectCluster = (url: string, options: NodeOptions): Cluster => {
  const { nodes, password, username, isTls } = clusterAddress(url);
  return new Cluster([...nodes], {
    enableOfflineQueue: false,
    clusterRetryStrategy: pauseMs,
    slotsRefreshInterval: SLOTS_EVERY_MS,
    maxRedirections: REDIRECTIONS_MAX,
    redisOptions: {
      ...options,
      ...(username === "" ? {} : { username }),
      ...(password === "" ? {} : { password }),
      ...(isTls ? { tls: {} } : {}),
    },
  });
};

/**
 * A connection that answers or fails within its time, and reconnects for ever in the background.
 *
 * No offline queue and no retries: a command issued while Redis is away fails at once, and one cut off fails with the connection, so that the
 * caller decides (its caller sends again, or writes elsewhere). ioredis would otherwise also run commands whose callers had given up on them
 * (redis/ioredis#2131), or leave them unsettled for ever (redis/ioredis#2193, by `autoResendUnfulfilledCommands: false`).
 * `socketTimeout` is for the half-open connection: a dead peer that closes nothing would be believed in for minutes.
 */
export const connectRedis = ({
  url,
  name,
  commandTimeoutMs,
  silenceMsMax,
  onConnectionError = () => undefined,
}: ConnectionOptions): Connection => {
  const options = {
    connectionName: name,
    commandTimeout: commandTimeoutMs,
    socketTimeout: silenceMsMax,
    connectTimeout: CONNECT_MS_MAX,
    maxRetriesPerRequest: 0,
  };
  const redis = isClusterUrl(url)
    ? connectCluster(url, options)
    : new Redis(url, {
        ...options,
        enableOfflineQueue: false,
        retryStrategy: pauseMs,
        // After a failover the old master answers READONLY; the address leads to the new one.
        reconnectOnError: (error) => replyCode(error) === "READONLY",
      });
  redis.on("error", onConnectionError);
  return redis;
};

/** Waits until the connection can be used. @throws UnavailableError when it cannot within that time. */
export const whenReady = async (redis: Connection, waitMsMax: number): Promise<void> => {
  if (redis.status === "ready") return;
  if (redis.status === "end") throw new UnavailableError("The connection to Redis was closed");
  const ready = Promise.withResolvers<undefined>();
  const onReady = (): void => ready.resolve(undefined);
  const timer = setTimeout(
    () => ready.reject(new UnavailableError("Redis cannot be reached")),
    waitMsMax,
  );
  redis.once("ready", onReady);
  try {
    await ready.promise;
  } finally {
    clearTimeout(timer);
    redis.off("ready", onReady);
  }
};

/** Ends a connection after its commands in flight; one that does not answer is cut. Closing twice is no error. */
export const closeConnection = async (redis: Connection): Promise<void> => {
  try {
    await redis.quit();
  } catch {
    redis.disconnect();
  }
};
