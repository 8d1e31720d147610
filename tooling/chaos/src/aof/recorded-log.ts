import { readFileSync, statSync } from "node:fs";
import { createBuffer, createWaitingUsage } from "@tokenledger/buffer";
import { periodOf, type CollectedRecord, type StatisticsTotals } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { Redis } from "ioredis";
import { appendOnlyFile } from "./cut-tail.ts";
import { readContents, type RedisContents } from "./redis-contents.ts";

/** What Redis held when it had answered a call, and how long its file was then. */
interface Boundary {
  readonly call: string;
  readonly byteCount: number;
  readonly contents: RedisContents;
}

/** An append-only file with what each length of it must give. */
export interface RecordedLog {
  readonly file: string;
  readonly bytes: Buffer;
  readonly boundaries: readonly Boundary[];
  /** What was collected, in the order of the calls. */
  readonly records: readonly CollectedRecord[];
}

/** Records of two keys, and of users and nobody. */
export const makeRecords = (count: number): readonly CollectedRecord[] =>
  Array.from({ length: count }, (_, index) =>
    makeCollectedRecord({
      eventId: makeEventId(),
      accessKeyId: String(1 + (index % 2)),
      user: index % 3 === 0 ? null : `user ${index}`,
      rawUsage: null,
    }),
  );

const totalsOf = (requests: bigint): StatisticsTotals => ({
  dimension: { type: "access_key", id: "1" },
  periodType: "day",
  periodStartMs: periodOf("day", Date.now()).startMs,
  revision: requests,
  inputTokens: 100n * requests,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 50n * requests,
  requests,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
});

/**
 * Has the buffer write a small log: three collects (one of them with ids known before), a read, and two settles.
 *
 * @param url of an empty Redis whose folder is `dataDir`.
 */
export const recordLog = async (url: string, dataDir: string): Promise<RecordedLog> => {
  await using buffer = createBuffer({ url, commandTimeoutMs: 10_000 });
  await using waiting = createWaitingUsage({ url, consumer: "aof" });
  await buffer.verify();
  const redis = new Redis(url);
  const file = appendOnlyFile(dataDir);
  const boundaries: Boundary[] = [];
  const after = async (call: string, work: () => Promise<unknown>): Promise<void> => {
    await work();
    const contents = await readContents(redis);
    boundaries.push({ call, byteCount: statSync(file).size, contents });
  };
  const first = makeRecords(3);
  const second = makeRecords(2);
  const third = makeRecords(1);
  await after("nothing", async () => Promise.resolve());
  await after("collect", async () => buffer.append(first));
  await after("collect of some seen", async () => buffer.append([...first.slice(1), ...second]));
  await after("collect", async () => buffer.append(third));
  const entries = await waiting.read(1_000, 1_000);
  await after("read", async () => Promise.resolve());
  await after("settle", async () => waiting.settle(entries.slice(0, 1), [totalsOf(2n)]));
  await after("settle", async () => waiting.settle(entries.slice(1), [totalsOf(4n)]));
  redis.disconnect();
  return { file, bytes: readFileSync(file), boundaries, records: [...first, ...second, ...third] };
};
