import { BusyError, RECORDS_PER_CALL_MAX, UnavailableError } from "@tokenledger/usage";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type TRPCError,
} from "@trpc/server";
import { beforeEach, expect, test, vi } from "vitest";
import { CollectCounters } from "./collect-counters.ts";
import { Collector } from "./collector.ts";
import { DisabledUsers } from "./disabled-users.ts";
import type { IngestContext } from "./ingest-context.ts";
import { ingestRouter, ingestRules } from "./ingest-router.ts";
import { KeyVerifier } from "./key-verifier.ts";
import type { ApiErrorShape } from "../procedures/shape-error.ts";
import { GateBench, quotaTerms } from "../testing/gate-bench.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { MemoryBuffer } from "../testing/memory-buffer.ts";
import { MemoryKeys, TEST_PEPPER } from "../testing/memory-keys.ts";

const { _def: definition } = ingestRouter;
const { _config: config } = definition;

let clock: ManualClock;
let buffer: MemoryBuffer;
let directory: MemoryKeys;
let context: IngestContext;
let bench: GateBench;

const call = (path: string, getRawInput: () => Promise<unknown>): Promise<unknown> =>
  callTRPCProcedure({
    router: ingestRouter,
    path,
    type: "mutation",
    ctx: context,
    getRawInput,
    signal: undefined,
    batchIndex: 0,
  });

const failureOf = async (path: string, input: unknown): Promise<TRPCError> => {
  try {
    await call(path, () => Promise.resolve(input));
  } catch (error) {
    return getTRPCErrorFromUnknown(error);
  }
  throw new Error("the call succeeded");
};

const shapeOf = (error: TRPCError): ApiErrorShape =>
  getTRPCErrorShape({
    config,
    error,
    type: "mutation",
    path: "p",
    input: undefined,
    ctx: undefined,
  });

const batchOf = (count: number): unknown => ({ records: Array.from({ length: count }, () => 0) });

beforeEach(() => {
  clock = new ManualClock();
  buffer = new MemoryBuffer();
  directory = new MemoryKeys();
  bench = new GateBench(clock);
  context = {
    accessToken: directory.add().token,
    keys: new KeyVerifier({ directory, pepper: TEST_PEPPER, clock: clock.now }),
    collector: new Collector({
      buffer,
      counters: new CollectCounters(),
      clock: clock.now,
      disabledUsers: new DisabledUsers({ directory, clock: clock.now }),
      quotas: {
        ready: async () => bench.rules.ready(),
        release: async (ids) => bench.gate.release(ids),
      },
    }),
    quotas: bench.gate,
  };
});

test("every procedure of the ingest router needs an access key, and says what it does", () => {
  expect(ingestRules.map(({ path, permission }) => [path, permission])).toStrictEqual([
    ["usage.collect", "access-key"],
    ["usage.collectBatch", "access-key"],
    ["usage.quota", "access-key"],
  ]);
  expect(ingestRules.every(({ description }) => description !== "")).toBe(true);
});

test("the body of a caller without a valid key is not read", async () => {
  const { token, key } = directory.add();
  directory.change(key.keyId, { disabledAt: new Date(0) });
  for (const accessToken of [null, "tl_garbage", token]) {
    context = { ...context, accessToken };
    const read = vi.fn<() => Promise<unknown>>().mockResolvedValue({ records: [] });
    for (const { path } of ingestRules) {
      await expect(call(path, read)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
    expect(read).not.toHaveBeenCalled();
  }
});

test("a key without the scope collect is known and may not", async () => {
  context = { ...context, accessToken: directory.add({ scopes: ["backfill"] }).token };
  const error = await failureOf("usage.collect", {});
  expect(shapeOf(error).data).toMatchObject({ code: "FORBIDDEN", reason: "FORBIDDEN" });
});

test("collect answers one result for one record, bad or good", async () => {
  const record = makeRecord({ eventId: makeEventId(clock.now()) });
  const answers = [record, record, { eventId: 4 }, undefined].map((input) =>
    call("usage.collect", () => Promise.resolve(input)),
  );
  expect(await Promise.all(answers)).toMatchObject([
    { status: "accepted" },
    { status: "duplicate" },
    { status: "rejected", code: "invalid", field: "eventId" },
    { status: "rejected", code: "invalid" },
  ]);
});

test("collectBatch answers in order, with the server's time", async () => {
  const record = makeRecord({ eventId: makeEventId(clock.now()) });
  const answer = await call("usage.collectBatch", () => Promise.resolve({ records: [{}, record] }));
  expect(answer).toMatchObject({
    results: [{ status: "rejected" }, { status: "accepted" }],
    serverTimeMs: clock.now(),
  });
});

test("a batch holds 1 to 500 records", async () => {
  for (const count of [1, RECORDS_PER_CALL_MAX - 1, RECORDS_PER_CALL_MAX]) {
    await expect(
      call("usage.collectBatch", () => Promise.resolve(batchOf(count))),
    ).resolves.toBeDefined();
  }
  for (const input of [batchOf(0), batchOf(RECORDS_PER_CALL_MAX + 1), {}, [], null, undefined]) {
    const error = await failureOf("usage.collectBatch", input);
    expect(shapeOf(error).data).toMatchObject({ code: "BAD_REQUEST", reason: "INVALID_INPUT" });
  }
});

test("a full buffer and an absent one are 503 with a reason and a time to come back", async () => {
  const record = makeRecord({ eventId: makeEventId(clock.now()) });
  for (const failure of [
    new BusyError("full", { retryAfterMs: 2500 }),
    new UnavailableError("away"),
  ]) {
    buffer.failure = failure;
    const error = await failureOf("usage.collect", record);
    expect(shapeOf(error).data).toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      httpStatus: 503,
      reason: failure.code,
      retryAfterMs: failure.retryAfterMs,
    });
  }
});

test("nothing of an unforeseen error leaves: no text, no stack, no cause", async () => {
  buffer.failure = new TypeError("insert into secret_table values ($1)", {
    cause: new Error("password=hunter2"),
  });
  const record = makeRecord({ eventId: makeEventId(clock.now()) });
  const error = await failureOf("usage.collect", record);
  expect(error.cause).toBe(buffer.failure);
  const sent = JSON.stringify(shapeOf(error));
  expect(JSON.parse(sent)).toMatchObject({ data: { httpStatus: 500, reason: "INTERNAL" } });
  expect(sent).not.toMatch(/secret_table|hunter2|stack|node_modules|\.ts:/);
});

test("a place is held for a call, and the record of the call gives it back", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  const reserve = { inputTokens: 100, outputTokens: 50 };
  const answer = await call("usage.quota", () => Promise.resolve({ user: "anna", reserve }));
  expect(answer).toMatchObject({ allowed: true, binding: { reserved: "150" } });
  const [reservationId = ""] = bench.counters.reserved.keys();
  const { usage, ...record } = makeRecord({ eventId: makeEventId(clock.now()), reservationId });
  await call("usage.collect", () => Promise.resolve({ ...record, usage }));
  expect(bench.counters.reserved.size).toBe(0);
  const again = await call("usage.collect", () => Promise.resolve(record));
  expect(again).toStrictEqual({ status: "duplicate" });
});

test("recording is not refused for a quota, nor for the quotas being unknown", async () => {
  await bench.quotas.create(quotaTerms({ limitAmount: 1n }), "olga");
  bench.quotas.usedAmount = 100n;
  bench.counters.failure = new UnavailableError("away");
  const reservationId = crypto.randomUUID();
  const record = makeRecord({ eventId: makeEventId(clock.now()), reservationId });
  expect(await call("usage.collect", () => Promise.resolve(record))).toStrictEqual({
    status: "accepted",
  });
  bench.quotas.failure = new UnavailableError("away");
  clock.advance(60_000);
  const late = makeRecord({ eventId: makeEventId(clock.now()) });
  expect(await call("usage.collect", () => Promise.resolve(late))).toStrictEqual({
    status: "accepted",
  });
});

test.each([
  [{ user: "" }, "user"],
  [{ reserve: { inputTokens: -1, outputTokens: 1 } }, "reserve.inputTokens"],
  [{ reserve: { inputTokens: 1 } }, "reserve.outputTokens"],
  [{ reserve: { inputTokens: 1, outputTokens: 1, expiresInMs: 1 } }, "reserve.expiresInMs"],
])("a question about quotas with %o is refused, and names the field", async (input, field) => {
  const error = await failureOf("usage.quota", input);
  expect(shapeOf(error).data).toMatchObject({ reason: "INVALID_INPUT", field });
});
