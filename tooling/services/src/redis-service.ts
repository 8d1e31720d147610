import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import { processAlive, processGone } from "./process-alive.ts";
import { runCommand } from "./run-command.ts";

export interface RedisOptions {
  /** Holds the append-only file; made when missing, kept when there. */
  readonly dataDir: string;
  readonly password?: string;
  /** Further settings, as `name value`. */
  readonly settings?: readonly string[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A Redis server of this machine, listening on 127.0.0.1: append-only file synced at every write, nothing evicted. */
export interface RedisService {
  readonly port: number;
  readonly url: string;
  pid(): number | undefined;
  /** SIGTERM writes all and ends; SIGKILL is a crash. Stopping twice is no error. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const START_MS_MAX = 20_000;
const STOP_MS_MAX = 20_000;

/** Path of `redis-server` or `valkey-server`, whichever PATH has; undefined when it has none. */
export const findRedisServer = (): string | undefined => {
  for (const name of ["redis-server", "valkey-server"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
};

const configuration = (options: RedisOptions, port: number): string =>
  [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${JSON.stringify(options.dataDir)}`,
    "pidfile redis.pid",
    "logfile redis.log",
    "daemonize yes",
    "appendonly yes",
    "appendfsync always",
    "maxmemory-policy noeviction",
    'save ""',
    ...(options.password === undefined ? [] : [`requirepass ${options.password}`]),
    ...(options.settings ?? []),
  ].join("\n");

const urlOf = (options: RedisOptions, port: number): string =>
  options.password === undefined
    ? `redis://127.0.0.1:${port}`
    : `redis://:${options.password}@127.0.0.1:${port}`;

/** The process over this folder that answers at this address, if there is one. */
const answeringPid = async (url: string): Promise<number | undefined> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    const pid = /process_id:(\d+)/.exec(await redis.info("server"))?.[1];
    return pid === undefined || /^loading:1/m.test(await redis.info("persistence"))
      ? undefined
      : Number(pid);
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
};

const untilAnswering = async (url: string): Promise<number> => {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    const pid = await answeringPid(url);
    if (pid !== undefined) return pid;
    if (Date.now() > deadline)
      throw new Error(`Redis did not answer in ${START_MS_MAX} ms; see redis.log`);
    await delay(20);
  }
};

const portLeftRunning = async (options: RedisOptions): Promise<number | undefined> => {
  const portFile = join(options.dataDir, "redis.port");
  const pidFile = join(options.dataDir, "redis.pid");
  if (!existsSync(portFile) || !existsSync(pidFile)) return undefined;
  const port = Number(readFileSync(portFile, "utf8"));
  const pid = Number(readFileSync(pidFile, "utf8"));
  return processAlive(pid) && (await answeringPid(urlOf(options, port))) === pid ? port : undefined;
};

const launch = async (options: RedisOptions): Promise<number> => {
  const server = findRedisServer();
  if (server === undefined) throw new Error("no redis-server or valkey-server on PATH");
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await freePort());
  const configFile = join(options.dataDir, "redis.conf");
  writeFileSync(configFile, configuration(options, port), { mode: 0o600 });
  await runCommand(server, [configFile]);
  writeFileSync(join(options.dataDir, "redis.port"), String(port));
  return port;
};

/** Address of the Redis that runs over a data folder, if one does; nothing is started. */
export const findRedisUrl = async (options: RedisOptions): Promise<string | undefined> => {
  const port = await portLeftRunning(options);
  return port === undefined ? undefined : urlOf(options, port);
};

/**
 * Starts Redis over a data folder, or takes over the one that an earlier, killed, run left running over it.
 * It runs apart from this process, as PostgreSQL does.
 */
export const startRedis = async (options: RedisOptions): Promise<RedisService> => {
  const port = (await portLeftRunning(options)) ?? (await launch(options));
  const url = urlOf(options, port);
  const pid = await untilAnswering(url);
  return {
    port,
    url,
    pid: () => (processAlive(pid) ? pid : undefined),
    stop: async (signal = "SIGTERM") => {
      if (!processAlive(pid)) return;
      process.kill(pid, signal);
      await processGone(pid, STOP_MS_MAX);
    },
  };
};
