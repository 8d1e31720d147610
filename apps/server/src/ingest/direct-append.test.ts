import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import {
  UnavailableError,
  type CollectedRecord,
  type DirectUsageLedger,
  wholeUsage,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DirectAppend } from "./direct-append.ts";

const DAY_MS = 86_400_000;

let ledger: TestLedger;
let service: OwnRedis;
let redis: RedisBuffer;
let append: DirectAppend;
let changes: boolean[];

const records = (count: number, accessKeyId: string): CollectedRecord[] =>
  Array.from({ length: count }, () =>
    makeCollectedRecord({ eventId: makeEventId(), accessKeyId, user: `user of ${accessKeyId}` }),
  );

const requestsOf = async (accessKeyId: string): Promise<bigint> => {
  const nowMs = Date.now();
  const overview = await ledger.ledger.queries.overview(wholeUsage, {
    startDate: new Date(nowMs - DAY_MS),
    endDate: new Date(nowMs + DAY_MS),
    accessKeyIds: [accessKeyId],
  });
  return overview.requests;
};

const counted = async (accessKeyId: string): Promise<bigint> => {
  const dayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const { base, pend } = await redis.counter({ type: "access_key", id: accessKeyId }, "day", dayMs);
  return (base?.requests ?? 0n) + pend.requests;
};

const keyId = async (name: string): Promise<string> => {
  const key = await ledger.ledger.adminDirectory.createAccessKey({
    keyId: name.padEnd(12, "0"),
    secretHash: "0".repeat(64),
    last4: "0000",
    name,
    scopes: ["collect"],
    expiresAt: null,
  });
  return key.id;
};

beforeAll(async () => {
  [ledger, service] = await Promise.all([createTestLedger(), startOwnRedis()]);
});

beforeEach(async () => {
  changes = [];
  redis = createBuffer({ url: service.urlAs("server") });
  await redis.verify();
  append = new DirectAppend({
    buffer: redis,
    ledger: ledger.ledger.usage,
    onChange: (isDirect) => changes.push(isDirect),
  });
});

afterEach(async () => redis.close());

afterAll(async () => {
  await Promise.all([ledger.close(), service.close()]);
});

test("while Redis answers, everything goes to it and nothing to the ledger", async () => {
  const id = await keyId("calm");
  expect(await append.append(records(3, id))).toStrictEqual(["accepted", "accepted", "accepted"]);
  expect(await requestsOf(id)).toBe(0n);
  expect(await counted(id)).toBe(3n);
  expect(changes).toStrictEqual([]);
});

test("while Redis is away the ledger takes it, once however often sent, and notes it for the counters", async () => {
  const id = await keyId("storm");
  const sent = records(5, id);
  await service.kill();
  expect(await append.append(sent)).toStrictEqual(sent.map(() => "accepted"));
  expect(await append.append(sent)).toStrictEqual(sent.map(() => "duplicate"));
  expect(await requestsOf(id)).toBe(5n);
  expect(changes).toStrictEqual([true]);
  await service.restart();
  await redis.verify();
  await ledger.ledger.unmirroredCells.handOver(redis.mirror.bind(redis), 100);
  expect(await counted(id)).toBe(5n);
  expect(await append.append(records(1, id))).toStrictEqual(["accepted"]);
  expect(changes).toStrictEqual([true, false]);
});

test("two calls at a time reach the ledger, the others are told to come back", async () => {
  const gate = Promise.withResolvers<void>();
  const commitDirect = vi.fn<DirectUsageLedger["commitDirect"]>(async () => {
    await gate.promise;
    return { claimedCount: 1, deadLetterCount: 0, totals: [] };
  });
  const away = new UnavailableError("away");
  const narrow = new DirectAppend({
    buffer: {
      append: () => Promise.reject(away),
      completeUntil: () => Promise.reject(away),
    },
    ledger: { commitDirect },
    onChange: () => undefined,
  });
  const calls = Array.from({ length: 5 }, () => narrow.append(records(1, "1")));
  const settled = Promise.allSettled(calls);
  await expect.poll(() => commitDirect.mock.calls.length).toBe(2);
  gate.resolve();
  expect((await settled).map(({ status }) => status).sort()).toStrictEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
  ]);
  await expect(narrow.completeUntil()).rejects.toBe(away);
});

test("with both stores away the call fails, to be sent again", async () => {
  const away = new UnavailableError("both are away");
  vi.spyOn(redis, "append").mockRejectedValueOnce(new UnavailableError("Redis is away"));
  const alone = new DirectAppend({
    buffer: redis,
    ledger: { commitDirect: () => Promise.reject(away) },
    onChange: (isDirect) => changes.push(isDirect),
  });
  await expect(alone.append(records(1, "1"))).rejects.toBe(away);
  expect(changes).toStrictEqual([]);
});

test("a full Redis is not an absent one: nothing goes past it", async () => {
  const commitDirect = vi.fn<() => Promise<never>>();
  const full = createBuffer({ url: service.urlAs("server"), waitingBytesMax: 1 });
  await full.verify();
  const careful = new DirectAppend({
    buffer: full,
    ledger: { commitDirect },
    onChange: () => undefined,
  });
  await expect(careful.append(records(1, "1"))).rejects.toMatchObject({ code: "BUSY" });
  expect(commitDirect).not.toHaveBeenCalled();
  await full.close();
});
