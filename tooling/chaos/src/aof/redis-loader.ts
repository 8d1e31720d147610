import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findRedisServer } from "@tokenledger/services";
import { Redis } from "ioredis";
import { appendOnlyFile } from "./cut-tail.ts";
import { readContents, type RedisContents } from "./redis-contents.ts";

const READY = "eady to accept connections";

const untilReady = async (server: ChildProcess): Promise<void> => {
  let output = "";
  for await (const chunk of server.stdout ?? []) {
    output += String(chunk);
    if (output.includes(READY)) return;
  }
  throw new Error(`Redis refused the file:\n${output}`);
};

const ended = async (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    server.once("exit", () => resolve());
  });

/** Starts Redis over append-only files, as after a loss of power, and lets somebody look. Listens on a socket file alone. */
export class RedisLoader {
  readonly #folder: string;
  readonly #file: string;
  readonly #server: string;

  /** @param dataDir of a Redis that has been stopped, or that nobody writes to any more: its other files are taken as they are. */
  constructor(dataDir: string, folder: string) {
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(dataDir, "appendonlydir"), path.join(folder, "appendonlydir"), {
      recursive: true,
    });
    this.#folder = folder;
    this.#file = appendOnlyFile(folder);
    const server = findRedisServer();
    if (server === undefined) throw new Error("no redis-server or valkey-server on PATH");
    this.#server = server;
  }

  /** From now on this is the file. */
  write(bytes: Uint8Array): void {
    writeFileSync(this.#file, bytes);
  }

  /** Starts over the file as it is, and kills it when the work is done. @throws Error with Redis's own words when it does not start. */
  async session<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
    const socket = path.join(this.#folder, "redis.sock");
    const settings = ["--port", "0", "--unixsocket", socket, "--appendonly", "yes", "--save", ""];
    const durable = ["--appendfsync", "always"];
    const server = spawn(this.#server, ["--dir", this.#folder, ...settings, ...durable], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const gone = ended(server);
    try {
      await untilReady(server);
      return await work(socket);
    } finally {
      server.kill("SIGKILL");
      await gone;
    }
  }

  /** What Redis makes of these bytes. */
  async load(bytes: Uint8Array): Promise<RedisContents> {
    this.write(bytes);
    return this.session(async (url) => {
      const redis = new Redis(url);
      const contents = await readContents(redis);
      redis.disconnect();
      return contents;
    });
  }
}
