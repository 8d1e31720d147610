import { APIConnectionError } from "@anthropic-ai/sdk";
import Anthropic from "@anthropic-ai/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { GuardOptions } from "./guard-options.ts";
import { QuotaExceededError } from "./quota-exceeded-error.ts";
import { ASK } from "../testing/ask.ts";
import type { OpenTelemetryOptions } from "../telemetry/telemetry-options.ts";
import { startCaptureRig, type CaptureRig } from "../testing/capture-rig.ts";

const RESERVATION = "0b7e1c1c-5f3e-4a53-9a3c-0d9f6f4f6a11";
const binding = {
  quotaId: "7",
  name: "team timeout budget",
  scope: "user",
  value: "anna",
  unit: "usd",
  window: "month",
  limit: "10000000000000",
  used: "9990000000000",
  reserved: "5000000000",
  resetsAtMs: Date.UTC(2026, 11, 1),
};

const Asked = z.object({
  user: z.string().optional(),
  feature: z.string().optional(),
  model: z.string().optional(),
  reserve: z
    .object({ inputTokens: z.int(), cacheWriteTokens: z.int(), outputTokens: z.int() })
    .optional(),
});

let rig: CaptureRig;
/** What the guard asked, in order. */
let asked: z.output<typeof Asked>[];
let answer: () => Response;
/** The trace that the last question said it belongs to. */
let traceparent: string | null;

const answering =
  (data: object): (() => Response) =>
  () =>
    Response.json({ result: { data } });
const allow = answering({ allowed: true, reservationId: RESERVATION });
const refuse = answering({ allowed: false, reason: "limit", binding });

const isQuotaCall = (input: unknown): boolean =>
  typeof input === "string" && input.endsWith("/trpc/ingest/usage.quota");

/** Answers when it is cut off. */
const hanging: typeof globalThis.fetch = async (_input, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new Error("cut off")));
  });

/** Answers what is asked about quotas, and lets everything else through. */
const guardedFetch: typeof globalThis.fetch = async (input, init) => {
  if (!isQuotaCall(input)) return fetch(input, init);
  asked.push(Asked.parse(JSON.parse(z.string().parse(init?.body))));
  traceparent = new Headers(init?.headers).get("traceparent");
  return Promise.resolve(answer());
};

const onTrouble = (): void => undefined;

const start = async (
  guard: GuardOptions | true = true,
  openTelemetry?: OpenTelemetryOptions,
): Promise<void> => {
  rig = await startCaptureRig([], { guard, fetch: guardedFetch, onTrouble, openTelemetry });
};

beforeEach(() => {
  asked = [];
  answer = allow;
});
afterEach(async () => rig.close());

const ask = async (): Promise<unknown> =>
  rig.ledger.withAttribution({ user: "anna", feature: "chat" }, async () =>
    rig.anthropic.messages.create(ASK),
  );

test("a call is asked about with whom it is for and what it may use, and its record gives the place back", async () => {
  await start();
  await ask();
  expect(asked).toMatchObject([
    { user: "anna", feature: "chat", model: ASK.model, reserve: { outputTokens: ASK.max_tokens } },
  ]);
  expect(asked[0]?.reserve?.inputTokens).toBeGreaterThan(500);
  expect(await rig.records()).toMatchObject([{ reservationId: RESERVATION, outcome: "complete" }]);
});

test("a question carries the trace it is asked in, and is asked without one if it cannot be told", async () => {
  await start(true, {
    propagate: (headers) => {
      headers["traceparent"] = "00-1-2-01";
      headers["authorization"] = "Bearer another's";
    },
  });
  await ask();
  expect([asked.length, traceparent]).toEqual([1, "00-1-2-01"]);
  await rig.close();
  await start(true, {
    propagate: () => {
      throw new Error("no trace");
    },
  });
  await ask();
  expect([asked.length, traceparent]).toEqual([2, null]);
});

test("a stream is guarded alike", async () => {
  await start();
  const stream = await rig.anthropic.messages.create({ ...ASK, stream: true });
  for await (const event of stream) expect(event.type).toBeDefined();
  expect(await rig.records()).toMatchObject([{ reservationId: RESERVATION }]);
});

test("a refused call is not made, not tried again, not recorded, and says which limit binds and when it resets", async () => {
  await start();
  answer = refuse;
  const error: unknown = await ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(QuotaExceededError);
  expect(error).toMatchObject({
    code: "QUOTA_EXCEEDED",
    reason: "limit",
    resetsAt: new Date(binding.resetsAtMs),
    quota: { id: "7", name: binding.name, value: "anna", limit: 10n ** 13n },
    message:
      "Quota number 7 has no room: $9.99 used and $0.005 held of $10.00 a month; it starts anew at 2026-12-01T00:00:00.000Z.",
  });
  expect(asked).toHaveLength(1);
  expect(rig.fake.requests).toHaveLength(0);
  expect(await rig.records()).toHaveLength(0);
  expect(rig.ledger.health()).toMatchObject({ refusedCount: 1, unguardedCount: 0 });
});

test("through fetch the refusal is found among the causes", async () => {
  await start();
  answer = refuse;
  const old = new Anthropic({
    apiKey: "test",
    baseURL: rig.fake.url,
    maxRetries: 0,
    fetch: rig.ledger.fetch(),
  });
  const error: unknown = await old.messages.create(ASK).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(APIConnectionError);
  expect(QuotaExceededError.from(error)).toMatchObject({ reason: "limit" });
  expect(QuotaExceededError.from(new Error("other"))).toBeNull();
});

test.each([
  [
    "no server",
    (): Response => {
      throw new TypeError("fetch failed");
    },
  ],
  ["an error", () => new Response("{}", { status: 503 })],
  ["a refused key", () => new Response("{}", { status: 401 })],
  ["somebody else's answer", () => new Response("<html>", { status: 200 })],
])("%s: failing open, the call is made and counted; it is said once", async (_name, reply) => {
  await start();
  answer = reply;
  await ask();
  await ask();
  expect(await rig.records()).toHaveLength(2);
  expect(rig.ledger.health()).toMatchObject({ unguardedCount: 2, refusedCount: 0 });
});

test("failing closed, a call that nobody can be asked about is refused", async () => {
  await start({ failMode: "closed" });
  answer = () => new Response("{}", { status: 503 });
  await expect(ask()).rejects.toMatchObject({
    code: "QUOTA_EXCEEDED",
    reason: "unavailable",
    quota: null,
    resetsAt: null,
  });
  expect(await rig.records()).toHaveLength(0);
});

test("a server that hangs holds a call up no longer than the guard may wait", async () => {
  await start({ waitMsMax: 20 });
  await rig.close();
  rig = await startCaptureRig([], {
    guard: { waitMsMax: 20 },
    fetch: async (input, init) => (isQuotaCall(input) ? hanging(input, init) : fetch(input, init)),
    onTrouble: () => undefined,
  });
  await ask();
  expect(rig.ledger.health()).toMatchObject({ unguardedCount: 1 });
});

test("without reserving, nothing is held; an estimate of one's own is used, and one that throws is not", async () => {
  await start({ reserve: false });
  await ask();
  expect(asked[0]).not.toHaveProperty("reserve");
  await rig.close();
  await start({ estimate: () => ({ inputTokens: 12.2, outputTokens: -1 }) });
  await ask();
  expect(asked[1]?.reserve).toEqual({ inputTokens: 13, cacheWriteTokens: 0, outputTokens: 0 });
  await rig.close();
  await start({
    estimate: () => {
      throw new Error("mine");
    },
  });
  await ask();
  expect(asked[2]?.reserve?.outputTokens).toBe(ASK.max_tokens);
});

test("a record of somebody's own carries its reservation, and a bad one costs no record", async () => {
  await start();
  rig.ledger.record({ usage: null, reservationId: RESERVATION });
  rig.ledger.record({ usage: null, reservationId: "mine" });
  const records = await rig.records();
  expect(records.map(({ reservationId }) => reservationId)).toEqual([RESERVATION, undefined]);
});
