import { createBuffer, createWaitingUsage, type RedisBuffer } from "@tokenledger/buffer";
import { createLedger } from "@tokenledger/ledger";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { sqlAnswer, startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import {
  periodOf,
  periodTypes,
  wholeUsage,
  type CollectedRecord,
  type CounterCheckReport,
  type Dimension,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { compareCounters, type ComparisonOptions } from "./compare-counters.ts";
import { countersJob, reseedJob } from "./counters-jobs.ts";

/** In the future: Redis keeps no counter of a period that is long over. */
const NOW_MS = Date.UTC(2040, 5, 15, 10, 30);
const now = new Date(NOW_MS);

let server: OwnRedis;
let store: TestLedger;
let redis: Redis;
let buffer: RedisBuffer;
/** As the server has it: the scheduler may not append. */
let appending: RedisBuffer;
let keyIds: readonly string[];
beforeAll(async () => {
  [server, store] = await Promise.all([startOwnRedis(), createTestLedger()]);
  redis = new Redis(server.adminUrl);
  redis.on("error", () => undefined);
  buffer = createBuffer({ url: server.urlAs("scheduler"), commandTimeoutMs: 10_000 });
  appending = createBuffer({ url: server.urlAs("server"), commandTimeoutMs: 10_000 });
  await Promise.all([buffer.verify(), appending.verify()]);
  const keys = await Promise.all(
    ["a", "b", "c"].map(async (keyId) =>
      store.ledger.adminDirectory.createAccessKey({
        keyId,
        secretHash: "00",
        last4: "abcd",
        name: keyId,
        scopes: ["collect"],
        expiresAt: null,
      }),
    ),
  );
  keyIds = keys.map(({ id }) => id).toSorted();
});
afterAll(async () => {
  await Promise.all([buffer.close(), appending.close()]);
  redis.disconnect();
  await Promise.all([server.close(), store.close()]);
});
beforeEach(async () => {
  await redis.flushall();
});

const records = (count: number): readonly CollectedRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const eventId = makeEventId(NOW_MS + index);
    return makeCollectedRecord({
      eventId,
      occurTimeMs: NOW_MS + index,
      accessKeyId: keyIds[index % 3] ?? "",
      user: `user ${String(index % 4)}`,
    });
  });

/** As the flusher does it. */
const flushAll = async (): Promise<void> => {
  await using waiting = createWaitingUsage({ url: server.urlAs("flusher"), consumer: "test" });
  for (;;) {
    const entries = await waiting.read(100, 0);
    if (entries.length === 0) return;
    const { totals } = await store.ledger.usage.commit(entries.flatMap((entry) => entry.records));
    await waiting.settle(entries, totals);
  }
};

const compare = async (options: Partial<ComparisonOptions> = {}): Promise<CounterCheckReport> =>
  compareCounters(
    { ledger: store.ledger.counterChecks, redis: buffer },
    { cause: "scheduled", now, graceMs: 0, pageSize: 2, ...options },
  );

const clean = { lateCount: 0, driftCount: 0, pendWrongCount: 0, examples: [] };

const requestsOf = async (dimension: Dimension): Promise<readonly (bigint | undefined)[]> =>
  Promise.all(
    periodTypes.map(async (type) => {
      const counter = await buffer.counter(dimension, type, periodOf(type, NOW_MS).startMs);
      return counter.base?.requests;
    }),
  );

test("after a loss of all that Redis held, every counter of the current periods is written again from the ledger, and it is no drift", async () => {
  await store.ledger.usage.commit(records(12));
  const lost = await compare();
  expect(lost).toMatchObject({ ...clean, cellCount: 21, reseededCount: 21 });
  const { requests: expected } = await store.ledger.queries.overview(wholeUsage, {
    startDate: new Date(Date.UTC(2040, 5, 15)),
    endDate: new Date(Date.UTC(2040, 5, 16)),
    users: ["user 1"],
  });
  expect(expected).toBeGreaterThan(0n);
  expect(await requestsOf({ type: "user", id: "user 1" })).toEqual([expected, expected, expected]);
  expect(await compare()).toMatchObject({ ...clean, cellCount: 21, reseededCount: 0 });
});

test("a base that is wrong is drift: told, named and mended, behind, ahead or unlike its cell", async () => {
  await store.ledger.usage.commit(records(3));
  await compare();
  const named = async (id: string): Promise<string> => {
    const [name] = await redis.keys(`*base:day:*access_key:${id}`);
    return name ?? "";
  };
  const [behind = "", ahead = "", unlike = ""] = await Promise.all(keyIds.map(named));
  await redis.hset(behind, "rev", "1", "n", "0");
  await redis.hset(ahead, "rev", "999999999", "n", "999");
  await redis.hset(unlike, "o", "1");
  const found = await compare();
  expect(found).toMatchObject({ driftCount: 3, lateCount: 0, reseededCount: 0 });
  expect(found.examples.toSorted()).toEqual([
    expect.stringMatching(/^access_key 1 day 2040-06-15T00:00:00.000Z: at revision 1, behind/),
    expect.stringMatching(/^access_key 2 day .*: at revision 999999999, ahead of its cell/),
    expect.stringMatching(/^access_key 3 day .*unlike its cell/),
  ]);
  expect(await compare()).toMatchObject({ ...clean, reseededCount: 0 });
});

test("a base that is behind while its entry waits to be settled is late, not drift, and is mended too", async () => {
  await store.ledger.usage.commit(records(3));
  await compare();
  const [record] = records(1);
  if (record === undefined) throw new Error("no record");
  await appending.append([record]);
  // A flusher that died between commit and settle.
  await store.ledger.usage.commit([record]);
  // The key and the user of the record, for an hour, a day and a month.
  expect(await compare()).toMatchObject({ ...clean, lateCount: 6 });
  expect(await compare()).toMatchObject({ ...clean, lateCount: 0 });
  await flushAll();
  expect(await compare()).toMatchObject(clean);
});

test("a sum on its way that is not what the entries say is told and mended", async () => {
  await appending.append(records(3));
  const [pend = ""] = await redis.keys("*pend:access_key:*");
  await redis.hincrby(pend, "n", 5);
  expect(await compare()).toMatchObject({ driftCount: 0, pendWrongCount: 1 });
  expect(await compare()).toMatchObject(clean);
});

test("while too much waits to be counted at once, the bases are compared all the same", async () => {
  await redis.hset("tl:{s0}:meta", "bytes", "16000001");
  expect(await compare()).toMatchObject({ driftCount: 0, pendWrongCount: null });
});

test("counters follow a rebuild that changes sums", async () => {
  await store.ledger.usage.commit(records(6));
  await compare();
  await sqlAnswer(
    store.ownerUrl,
    "UPDATE usage_statistics SET total_requests = 999, revision = nextval('usage_revision') WHERE dimension_type = 'user' AND period_type = 'day'",
  );
  await compare();
  const dimension = { type: "user", id: "user 2" } as const;
  expect((await requestsOf(dimension))[1]).toBe(999n);
  await using ledger = await createLedger({ url: store.urlAs("tokenledger_scheduler") });
  await ledger.aggregates.start({
    kind: "rebuild",
    isDryRun: false,
    dimensionType: "user",
    dimensionId: null,
    startDate: new Date(Date.UTC(2040, 5, 15)),
    endDate: new Date(Date.UTC(2040, 5, 16)),
    actor: "erin",
    reason: "a test",
  });
  expect(await ledger.aggregates.work("test")).toBe(1);
  await store.ledger.unmirroredCells.handOver(buffer.mirror.bind(buffer), 100);
  const [hour, day] = await requestsOf(dimension);
  expect(day).toBe(hour);
  expect(await compare()).toMatchObject({ ...clean, reseededCount: 0 });
});

test("a flusher whose clock goes back a day between two batches leaves every counter right", async () => {
  await store.ledger.usage.commit(records(3));
  await compare();
  for (const jumpMs of [0, 43_200_000, -43_200_000]) {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + jumpMs });
    await appending.append(records(6));
    await flushAll();
  }
  vi.useRealTimers();
  expect(await compare()).toMatchObject({ ...clean, reseededCount: 0 });
});

const keepBusy = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await appending.append(records(6));
    await flushAll();
  }
};

test("while records come and are flushed without pause, no counter is called wrong", async () => {
  const stopping = new AbortController();
  const busy = keepBusy(stopping.signal);
  const reports: CounterCheckReport[] = [];
  for (let pass = 0; pass < 20; pass += 1) reports.push(await compare({ graceMs: 1 }));
  stopping.abort();
  await busy;
  expect(reports.map(({ driftCount }) => driftCount)).toEqual(reports.map(() => 0));
  expect(await compare()).toMatchObject(clean);
});

test("another process of Redis is noticed, its counters are compared once, and the journal says so", async () => {
  const reports: CounterCheckReport[] = [];
  const options = {
    ledger: store.ledger,
    redis: buffer,
    graceMs: 0,
    onReport: (report: CounterCheckReport) => void reports.push(report),
  };
  const reseed = reseedJob(options, "* * * * *");
  await reseed.run(now);
  await reseed.run(now);
  expect(reports).toMatchObject([{ cause: "epoch" }]);
  await server.kill();
  await server.restart();
  await expect
    .poll(
      async () =>
        reseed.run(now).then(
          () => "ran",
          () => "away",
        ),
      { timeout: 20_000 },
    )
    .toBe("ran");
  await reseed.run(now);
  expect(reports).toMatchObject([{ cause: "epoch" }, { cause: "epoch", driftCount: 0 }]);
  await countersJob(options, "* * * * *").run(now);
  const checks = await store.ledger.counterChecks.list(2);
  expect(checks).toMatchObject([{ cause: "scheduled", driftCount: 0 }, { cause: "epoch" }]);
});
