import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startRedis } from "@tokenledger/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkCuts, promisedAt } from "./check-cuts.ts";
import { recordLog, type RecordedLog } from "./recorded-log.ts";
import { RedisLoader } from "./redis-loader.ts";

/** Prime to every length that a line of the file may have. All bytes take minutes: `npm run chaos -- --aof`. */
const STRIDE = 47;

let folder: string;
let log: RecordedLog;
let loader: RedisLoader;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenledger-aof-"));
  const dataDir = path.join(folder, "written");
  const redis = await startRedis({ dataDir });
  log = await recordLog(redis.url, dataDir);
  await redis.stop("SIGKILL");
  loader = new RedisLoader(dataDir, path.join(folder, "cut"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a file cut between, before or after two calls, or anywhere else, gives what was answered before, whole, and nothing of what was not", async () => {
  const near = log.boundaries.flatMap(({ byteCount: at }) => [at - 1, at, at + 1]);
  const spread = Array.from({ length: Math.ceil(log.bytes.length / STRIDE) }, (_, n) => n * STRIDE);
  const byteCounts = [...near, ...spread].filter((at) => at >= 0 && at <= log.bytes.length);
  expect(await checkCuts(log, loader, byteCounts)).toEqual([]);
  process.stdout.write(`append-only file: ${byteCounts.length} cuts, no torn state\n`);
}, 120_000);

test("each call of the log writes, so that each has bytes in which it can be cut", () => {
  const sizes = log.boundaries.map(({ byteCount }) => byteCount);
  expect(new Set(sizes).size).toBe(sizes.length);
  expect(sizes.at(-1)).toBe(log.bytes.length);
});

test("a torn state would be told: half a collect, written without its transaction", async () => {
  const text = log.bytes.toString();
  const unguarded = Buffer.from(
    text.replaceAll("*1\r\n$5\r\nMULTI\r\n", "").replaceAll("*1\r\n$4\r\nEXEC\r\n", ""),
  );
  const half = unguarded.subarray(0, unguarded.indexOf("XADD") - 8);
  expect(await loader.load(half)).not.toEqual(promisedAt(log, 0));
});
