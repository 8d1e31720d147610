import type {
  CollectedRecord,
  Dimension,
  StatisticsTotals,
  WaitingEntry,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { expect } from "vitest";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";
import type { TestShards } from "./create-test-shards.ts";

/** As many as have a key each of KEY_IDS. */
export const SHARDS = 4;
/** A quota that every record is charged to, with 1. */
export const COUNTER = "7.1:0:everybody";
const KEEP_MS = 3_600_000;
const MONTH_MS = Date.UTC(2040, 0);
/** Access keys on every shard. */
export const KEY_IDS = Array.from({ length: 12 }, (_, index) => String(1_000 + index));
const everybody: Dimension = { type: "user", id: "u {s9}" };

/** A record of this access key and of the one user. */
export const recordOf = (accessKeyId: string, inputTokens = 1): CollectedRecord =>
  makeCollectedRecord({
    accessKeyId,
    user: everybody.id,
    lines: [makeLine({ inputTokens })],
  });

const cellOf = (dimension: Dimension, revision: number, requests: number): StatisticsTotals => ({
  dimension,
  periodType: "month",
  periodStartMs: MONTH_MS,
  revision: BigInt(revision),
  inputTokens: BigInt(requests),
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: BigInt(requests),
  costPicoUsd: 0n,
  unpricedRequests: 0n,
});

const drain = async (waiting: WaitingBuffer): Promise<readonly WaitingEntry[]> => {
  const all: WaitingEntry[] = [];
  for (;;) {
    const entries = await waiting.read(1_000, 0);
    if (entries.length === 0) return all;
    waiting.prepare(1_000);
    await waiting.settle(entries, []);
    all.push(...entries);
  }
};

const requestsOf = async ({ buffer }: TestShards, dimension: Dimension) => {
  const { base, pend } = await buffer.counter(dimension, "month", MONTH_MS);
  return { base: base?.requests ?? null, pend: pend.requests };
};

const ask = async ({ buffer }: TestShards, limit: bigint | null, id: string | null = null) => {
  const answer = await buffer.quotas.ask(
    [{ counterId: COUNTER, limit, amount: id === null ? 0n : 1n }],
    id === null ? null : { id, expiresInMs: KEEP_MS },
    KEEP_MS,
  );
  return answer.type === "stale" ? "stale" : { isAllowed: answer.isAllowed, ...answer.figures[0] };
};

const seed = async ({ buffer }: TestShards, used: bigint): Promise<void> => {
  const [mark] = await buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
  if (mark !== undefined) await buffer.quotas.seed([{ mark, used, keepMs: KEEP_MS }]);
};

/** Removes what another property left behind. */
export const emptyShards = async ({ mender, redis, shards }: TestShards): Promise<void> => {
  await Promise.all(
    shards.all.map(async (keys) =>
      redis.del(
        keys.stream,
        keys.meta,
        keys.flushers,
        keys.quota(COUNTER),
        keys.base(everybody, "month", MONTH_MS),
      ),
    ),
  );
  await mender.recount();
};

/** What holds of a buffer of several shards, wherever its shards are. */
export const shardProperties: Readonly<Record<string, (at: TestShards) => Promise<void>>> = {
  "a call of many keys is one entry a shard, answered in order, and what waits is summed": async (
    at,
  ) => {
    const records = KEY_IDS.map((id) => recordOf(id));
    const [first = recordOf("1")] = records;
    const statuses = await at.buffer.append([...records, first]);
    expect(statuses).toEqual([...KEY_IDS.map(() => "accepted"), "duplicate"]);
    expect(await at.buffer.append(records)).toEqual(KEY_IDS.map(() => "duplicate"));
    const shardCount = new Set(KEY_IDS.map((id) => at.shards.indexOf(id))).size;
    expect(shardCount).toBe(SHARDS);
    expect(await at.buffer.backlog()).toMatchObject({
      entryCount: shardCount,
      recordCount: KEY_IDS.length,
      acceptedCount: KEY_IDS.length,
      settledCount: 0,
    });
    const { oldest } = await at.buffer.backlog();
    expect(await at.buffer.completeUntil()).toEqual(oldest);
    expect(await at.mender.recount()).toBe(0);
  },

  "the entries of a read are of one shard, each key of one, and reading them all empties the buffer":
    async (at) => {
      const waiting = at.open("only");
      await at.buffer.append(KEY_IDS.map((id) => recordOf(id)));
      const read = await drain(waiting);
      expect(
        read.flatMap(({ records }) => records.map(({ accessKeyId }) => accessKeyId)).toSorted(),
      ).toEqual(KEY_IDS);
      for (const { records } of read) {
        expect(new Set(records.map(({ accessKeyId }) => at.shards.indexOf(accessKeyId))).size).toBe(
          1,
        );
      }
      expect(await at.buffer.backlog()).toMatchObject({
        entryCount: 0,
        byteCount: 0,
        recordCount: 0,
      });
      expect(await at.mender.recount()).toBe(0);
      await waiting.close();
    },

  "a reader that waits is woken by whichever shard brings something": async (at) => {
    const waiting = at.open("waiting");
    for (const id of KEY_IDS.slice(0, 6)) {
      let entries: readonly WaitingEntry[] = [];
      const reading = (async () => {
        while (entries.length === 0) entries = await waiting.read(10, 5_000);
      })();
      await at.buffer.append([recordOf(id)]);
      await reading;
      expect(entries[0]?.records[0]?.accessKeyId).toBe(id);
      await waiting.settle(entries, []);
    }
    await waiting.close();
  },

  "a user's counter is summed over all shards, never below what was accepted, and is the table's at rest":
    async (at) => {
      const waiting = at.open("counting");
      await at.buffer.append(KEY_IDS.map((id) => recordOf(id)));
      expect(await requestsOf(at, everybody)).toEqual({ base: null, pend: 12n });
      let committed = 0;
      for (let revision = 1; ; revision += 1) {
        const entries = await waiting.read(1, 0);
        if (entries.length === 0) break;
        committed += entries.reduce((sum, { records }) => sum + records.length, 0);
        await waiting.settle(entries, [cellOf(everybody, revision, committed)]);
        expect(await requestsOf(at, everybody)).toEqual({
          base: BigInt(committed),
          pend: BigInt(12 - committed),
        });
      }
      expect(committed).toBe(12);
      await waiting.close();
    },

  "bases are raised and compared each on its home, and one that is wrong is told": async (at) => {
    const cells = KEY_IDS.map((id) => cellOf({ type: "access_key", id }, 5, 7));
    await at.buffer.mirror([...cells, cellOf(everybody, 5, 7)]);
    expect(await requestsOf(at, everybody)).toEqual({ base: 7n, pend: 0n });
    const compared = async (list: readonly StatisticsTotals[]) =>
      at.mender.compareBases(list.map((cell) => ({ cell, replaces: null })));
    expect(await compared(cells)).toMatchObject({ reseededCount: 0, differences: [] });
    await at.buffer.append([recordOf("1000")]);
    const { differences, oldest } = await compared([cellOf(everybody, 6, 8), ...cells]);
    expect(differences).toMatchObject([{ difference: "behind", revision: 5n }]);
    expect(oldest).not.toBeNull();
    await at.redis.del(at.shards.home(everybody).base(everybody, "month", MONTH_MS));
    expect(await compared([cellOf(everybody, 6, 8)])).toMatchObject({ reseededCount: 1 });
  },

  "every shard's process of Redis is part of the epoch": async (at) => {
    const { process, isCompared } = await at.mender.epoch();
    expect(process.split(" ")).toHaveLength(SHARDS);
    expect(isCompared).toBe(false);
    await at.mender.endReseed(process.replace(/^\w/, "x"));
    expect(await at.mender.epoch()).toMatchObject({ isCompared: false });
    await at.mender.endReseed(process);
    expect(await at.mender.epoch()).toEqual({ process, isCompared: true });
  },

  "a quota counts what was accepted and what was settled on every shard, once": async (at) => {
    const waiting = at.open("quotas");
    expect(await ask(at, null)).toBe("stale");
    await seed(at, 100n);
    await at.buffer.append(KEY_IDS.map((id) => recordOf(id)));
    expect(await ask(at, null)).toMatchObject({ used: 112n });
    for (;;) {
      const entries = await waiting.read(1, 0);
      if (entries.length === 0) break;
      await waiting.settle(entries, []);
      expect(await ask(at, null)).toMatchObject({ used: 112n });
    }
    await seed(at, 112n);
    expect(await ask(at, null)).toMatchObject({ used: 112n });
    expect(await ask(at, 113n, "first")).toMatchObject({ isAllowed: true, reserved: 1n });
    expect(await ask(at, 113n, "second")).toMatchObject({ isAllowed: false });
    await at.buffer.quotas.release(["first"]);
    expect(await ask(at, 113n, "third")).toMatchObject({ isAllowed: true });
    await at.buffer.quotas.release(["third"]);
    await waiting.close();
  },

  "a quota whose count was lost on one shard must be seeded, also when it was made anew there":
    async (at) => {
      await seed(at, 5n);
      const [, second = at.shards.home(everybody)] = at.shards.all;
      await at.redis.del(second.quota(COUNTER));
      expect(await ask(at, null)).toBe("stale");
      const [mark] = await at.buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
      expect(await ask(at, null)).toBe("stale");
      if (mark !== undefined) await at.buffer.quotas.seed([{ mark, used: 6n, keepMs: KEEP_MS }]);
      expect(await ask(at, null)).toMatchObject({ used: 6n });
    },

  "two flushers share the shards, and one that leaves gives its own to the other": async (at) => {
    const [a, b] = [at.open("a"), at.open("b")];
    await a.read(1, 0);
    await b.read(1, 0);
    const read = new Map([
      [a, 0],
      [b, 0],
    ]);
    const seen = async () => {
      await at.buffer.append(KEY_IDS.map((id) => recordOf(id)));
      for (const [flusher, count] of read) {
        const entries = await flusher.read(100, 0);
        await flusher.settle(entries, []);
        read.set(flusher, count + entries.length);
      }
      return [...read.values()].every((count) => count > 0);
    };
    await expect.poll(seen, { timeout: 60_000 }).toBe(true);
    await a.close();
    const left = async () => {
      await drain(b);
      return (await at.buffer.backlog()).entryCount;
    };
    await expect.poll(left, { timeout: 60_000 }).toBe(0);
  },
};
