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

/** As long as somebody waits who wants to know whether it runs. */
const ANSWER_MS_MAX = 2_000;

/** Refused by the system (ECONNREFUSED) or in Redis' own words (WRONGPASS); anything else is no answer in time. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && ("code" in error || error.name === "ReplyError");

/** The process that answers at an address; `later` where one listens and is reading its file, is busy or hangs; `nobody` that is ours. */
const whoAnswers = async (url: string): Promise<number | "later" | "nobody"> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // Else a Redis that hangs, or reads its file, is waited for without end.
    enableReadyCheck: false,
    connectTimeout: ANSWER_MS_MAX,
    commandTimeout: ANSWER_MS_MAX,
  });
  /** ioredis tells the caller that the connection closed, and why only here. */
  const faults: Error[] = [];
  redis.on("error", (error) => faults.push(error));
  try {
    await redis.connect();
    const pid = /process_id:(\d+)/.exec(await redis.info("server"))?.[1];
    return pid === undefined || /^loading:1/m.test(await redis.info("persistence"))
      ? "later"
      : Number(pid);
  } catch (error) {
    return [...faults, error].some(isRefusal) ? "nobody" : "later";
  } finally {
    redis.disconnect();
  }
};

const untilAnswering = async (url: string): Promise<number> => {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    const pid = await whoAnswers(url);
    if (typeof pid === "number") return pid;
    if (Date.now() > deadline)
      throw new Error(`Redis did not answer in ${START_MS_MAX} ms; see redis.log`);
    await delay(20);
  }
};

/** One that runs and does not answer yet is left running too: a second one over its files would spoil them. */
const portLeftRunning = async (options: RedisOptions): Promise<number | undefined> => {
  const portFile = join(options.dataDir, "redis.port");
  const pidFile = join(options.dataDir, "redis.pid");
  if (!existsSync(portFile) || !existsSync(pidFile)) return undefined;
  const port = Number(readFileSync(portFile, "utf8"));
  const pid = Number(readFileSync(pidFile, "utf8"));
  if (!processAlive(pid)) return undefined;
  const answering = await whoAnswers(urlOf(options, port));
  return answering === pid || answering === "later" ? port : undefined;
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

/** Address of the Redis that runs over a data folder, if one does, be it that it hangs; nothing is started. */
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
