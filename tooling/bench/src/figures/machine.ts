import { execFileSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";
import { Client } from "pg";
import { z } from "zod";
import type { BenchStores } from "../rig/bench-stores.ts";

/** What figures are of: without it they say nothing. */
export interface Machine {
  readonly time: string;
  readonly commit: string;
  readonly cores: number;
  readonly processor: string;
  readonly gigabytes: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgres: string;
  readonly redis: string;
}

const Version = z.tuple([z.object({ server_version: z.string() })]);
const GIGABYTE = 2 ** 30;

const postgresVersion = async (url: string): Promise<string> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SHOW server_version");
    return Version.parse(rows)[0].server_version;
  } finally {
    await client.end();
  }
};

/** Looks at this machine and its stores. */
export const machine = async ({ postgres, redis }: BenchStores): Promise<Machine> => ({
  time: new Date().toISOString(),
  commit: execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim(),
  cores: cpus().length,
  processor: cpus()[0]?.model ?? "unknown",
  gigabytes: Math.round(totalmem() / GIGABYTE),
  kernel: release(),
  node: process.version,
  postgres: await postgresVersion(postgres.urlOf("postgres")),
  redis: /redis_version:(\S+)/.exec(await redis.info("server"))?.[1] ?? "unknown",
});
