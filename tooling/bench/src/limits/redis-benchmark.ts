import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const RATE = /([\d.]+) requests per second/;

export interface RedisBenchmark {
  readonly port: number;
  readonly payload: string;
  readonly recordCount: number;
}

/**
 * What `redis-benchmark` appends to a stream in a second, 100 commands at a time over 20 connections: one entry a record, synced as this Redis is
 * set up to. @throws Error when the command is not there: it comes with the Redis server's packages.
 */
export const xaddsPerSecond = async ({
  port,
  payload,
  recordCount,
}: RedisBenchmark): Promise<number> => {
  const options = ["-p", port, "-n", recordCount, "-P", 100, "-c", 20, "-q"];
  const command = ["XADD", "bench", "*", "d", payload];
  const { stdout } = await run("redis-benchmark", [...options, ...command].map(String));
  return Number(RATE.exec(stdout)?.[1]);
};
