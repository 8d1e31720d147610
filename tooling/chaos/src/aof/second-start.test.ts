import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createBuffer, createWaitingUsage, type RedisBuffer } from "@tokenledger/buffer";
import { startRedis } from "@tokenledger/services";
import { periodOf, type CollectedRecord } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRecords, recordLog, type RecordedLog } from "./recorded-log.ts";
import { RedisLoader } from "./redis-loader.ts";

const STRIDE = 61;

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

const idsOnStream = async (url: string): Promise<ReadonlySet<string>> => {
  await using waiting = createWaitingUsage({ url, consumer: "aof", claimIdleMs: 1 });
  const entries = await waiting.read(1_000, 50);
  return new Set(entries.flatMap(({ records }) => records.map(({ eventId }) => eventId)));
};

/** Sends everything again. @returns what is called a duplicate and is nowhere: to the sender that is an answer for it. */
const duplicatesOfNothing = async (
  buffer: RedisBuffer,
  kept: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const statuses = await buffer.append(log.records);
  return log.records
    .filter(({ eventId }, index) => statuses[index] === "duplicate" && !kept.has(eventId))
    .map(({ eventId }) => eventId);
};

/** Requests that the counter of key 1 shows. */
const countedRequests = async (buffer: RedisBuffer): Promise<bigint> => {
  const { startMs } = periodOf("day", Date.now());
  const { base, pend } = await buffer.storedCounter(
    { type: "access_key", id: "1" },
    "day",
    startMs,
  );
  return (base?.requests ?? 0n) + pend.requests;
};

/** A start over the torn file, and one call more. @returns what is counted then. */
const goOn = async (url: string, later: CollectedRecord): Promise<bigint> => {
  await using buffer = createBuffer({ url, commandTimeoutMs: 10_000 });
  await buffer.verify();
  expect(await buffer.append([later])).toEqual(["accepted"]);
  return await countedRequests(buffer);
};

/** The next start. */
const lookAgain = async (url: string, later: CollectedRecord) => {
  const kept = await idsOnStream(url);
  await using buffer = createBuffer({ url, commandTimeoutMs: 10_000 });
  await buffer.verify();
  const counted = await countedRequests(buffer);
  const hasLater = kept.has(later.eventId);
  return { counted, hasLater, lost: await duplicatesOfNothing(buffer, kept) };
};

/**
 * Redis 7.0 truncates a file that ends inside a command inside a transaction after the last whole command, and leaves the transaction open.
 * At the next start its commands are carried out together with those of the call that was written behind them
 * (mended in Valkey by valkey-io/valkey#4342). No order of our commands prevents that, but it decides what half a call may mean.
 */
test("a call torn by a loss of power, and half carried out two starts later, loses nothing and leaves no counter behind", async () => {
  const settledFrom = log.boundaries.findLast(({ call }) => call === "collect")?.byteCount ?? 0;
  for (let byteCount = 0; byteCount < log.bytes.length; byteCount += STRIDE) {
    loader.write(log.bytes.subarray(0, byteCount));
    const [later] = makeRecords(1);
    if (later === undefined) throw new Error("no record");
    const before = await loader.session(async (url) => goOn(url, later));
    const { counted, hasLater, lost } = await loader.session(async (url) => lookAgain(url, later));
    const isBehind = counted < before;
    // What is settled is off the stream, and rightly a duplicate.
    const found = { byteCount, hasLater, isBehind, lost: byteCount < settledFrom ? lost : [] };
    expect(found).toEqual({ byteCount, hasLater: true, isBehind: false, lost: [] });
  }
}, 120_000);
