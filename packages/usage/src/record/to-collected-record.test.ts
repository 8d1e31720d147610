import { hash } from "node:crypto";
import { fixtures } from "@tokenledger/fixtures";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { eventTimeMs } from "./event-id.ts";
import { makeEventId, makeRecord, recordArbitrary } from "../testing/index.ts";
import { reordered } from "../testing/reordered.ts";
import { toCollectedRecord } from "./to-collected-record.ts";
import { UsageRecord } from "./usage-record.ts";

const hashOf = (record: UsageRecord): string => toCollectedRecord(record, "1").payloadHash;

test("collecting a record twice gives the same, whatever the order of its keys", () => {
  fc.assert(
    fc.property(recordArbitrary(), (record) => {
      const again = UsageRecord.parse(reordered(record));
      expect(toCollectedRecord(again, "7")).toEqual(toCollectedRecord(record, "7"));
    }),
  );
});

test("the hash is 16 bytes in hex, and does not depend on the key that sent it", () => {
  const record = makeRecord();
  expect(hashOf(record)).toMatch(/^[0-9a-f]{32}$/u);
  expect(toCollectedRecord(record, "2").payloadHash).toBe(hashOf(record));
});

test("any other content gives another hash", () => {
  const record = makeRecord();
  const others: readonly Partial<UsageRecord>[] = [
    { user: "u_43" },
    { tags: { team: "find" } },
    { tags: { 'team","x': "search" } },
    { outcome: "cancelled" },
    { platform: "bedrock" },
    { attempt: 1 },
    { usage: null },
    { usage: { ...record.usage, output_tokens: 51 } },
    { usage: { ...record.usage, unknown: 1 } },
  ];
  const hashes = others.map((other) => hashOf({ ...record, ...other }));
  expect(new Set([hashOf(record), ...hashes]).size).toBe(others.length + 1);
});

test("a field at its default, said or left out, gives the same hash", () => {
  const eventId = makeEventId();
  const said = { provider: "anthropic", outcome: "complete", attempt: 0, usage: null } as const;
  expect(hashOf(UsageRecord.parse({ eventId, ...said }))).toBe(
    hashOf(UsageRecord.parse({ eventId })),
  );
});

test("the hash is of what the record says alone, so a later version's new default leaves it as it is", () => {
  const eventId = "018bcfe5-6800-7000-8000-000000000000";
  const text = `{"eventId":"${eventId}","user":"u"}`;
  expect(hashOf(UsageRecord.parse({ eventId, user: "u" }))).toBe(
    hash("sha256", text, "hex").slice(0, 32),
  );
});

test("the time is the one inside the id, and what was not sent is null", () => {
  const record = UsageRecord.parse({ eventId: makeEventId(1_790_000_000_123) });
  expect(toCollectedRecord(record, "42")).toMatchObject({
    accessKeyId: "42",
    eventId: record.eventId,
    occurTimeMs: 1_790_000_000_123,
    user: null,
    tags: null,
    model: null,
    requestId: null,
    durationMs: null,
    quality: "none",
    rawUsage: null,
  });
  expect(eventTimeMs(record.eventId)).toBe(1_790_000_000_123);
});

test("the model is the one that answered, else the one asked for", () => {
  const record = makeRecord({
    model: "claude-sonnet-4-5-20250929",
    requestModel: "claude-sonnet-4-5",
  });
  const { model: _, ...asked } = record;
  expect(toCollectedRecord(record, "1").model).toBe("claude-sonnet-4-5-20250929");
  expect(toCollectedRecord(asked, "1").model).toBe("claude-sonnet-4-5");
  expect(toCollectedRecord(asked, "1").lines[0].model).toBe("claude-sonnet-4-5");
});

const usage = { input_tokens: 10, output_tokens: 3 };

test.each([
  ["final", "an answered call", { outcome: "complete", usage }],
  [
    "final",
    "a stream cut after its last counts",
    { outcome: "truncated", stopReason: "end_turn", usage },
  ],
  ["provisional", "a cut stream", { outcome: "truncated", usage }],
  ["provisional", "a cancelled stream", { outcome: "cancelled", usage }],
  ["provisional", "a stream that failed", { outcome: "stream_error", usage }],
  ["provisional", "a broken connection", { outcome: "transport_error", usage }],
  ["provisional", "an abandoned stream", { outcome: "abandoned", usage }],
  ["none", "a refused call", { outcome: "error", usage: null }],
  ["none", "no answer", { outcome: "no_response", usage: null }],
  ["none", "an answer without usage", { outcome: "complete", usage: null }],
] as const)("quality is %s for %s", (quality, _, fields) => {
  const record = UsageRecord.parse({ eventId: makeEventId(), ...fields });
  expect(toCollectedRecord(record, "1").quality).toBe(quality);
});

const Message = z.looseObject({ model: z.string(), usage: UsageRecord.shape.usage });
const messages = fixtures.filter((exchange) => exchange.kind === "message");

test.each(messages.map((exchange) => [exchange.name, exchange] as const))(
  "%s keeps Anthropic's usage when, and only when, its lines do not say it all",
  (_, exchange) => {
    const message = Message.parse(JSON.parse(exchange.body));
    const record = makeRecord({ model: message.model, usage: message.usage });
    const isKept = exchange.expected[0]?.isRawUsageKept;
    expect(toCollectedRecord(record, "1").rawUsage).toEqual(isKept === true ? message.usage : null);
  },
);

test.each([
  [{ cache_creation: { ephemeral_1d_input_tokens: 5 } }],
  [{ server_tool_use: { code_execution_requests: 1 } }],
  [{ output_tokens_details: { other_tokens: 1 } }],
  [{ output_tokens_details: { thinking_tokens: 9 } }],
  [{ iterations: [{ type: "message", input_tokens: 10, output_tokens: 2 }] }],
  [{ iterations: [{ type: "turn", input_tokens: 10, output_tokens: 3 }] }],
  [{ iterations: [{ type: "message", input_tokens: 10, output_tokens: 3, pass: "x" }] }],
  [{ fallback_credit: { status: { type: "redeemed" } } }],
  [{ is_new: false }],
])("what only the usage says is kept: %j", (more) => {
  const record = makeRecord({ usage: { ...usage, ...more } });
  expect(toCollectedRecord(record, "1").rawUsage).toEqual({ ...usage, ...more });
});

test.each([
  [{ fallback_credit: null, iterations: null, cache_creation: null }],
  [{ server_tool_use: { code_execution_requests: 0 }, notes: [], more: { deep: [0, "", null] } }],
  [{ iterations: [] }],
])("what says nothing is not kept: %j", (more) => {
  const record = makeRecord({ usage: { ...usage, ...more } });
  expect(toCollectedRecord(record, "1").rawUsage).toBeNull();
});

test("a sender that knows its counts are a lower bound is believed, however the call ended; without usage there is nothing to bound", () => {
  const said = { outcome: "complete", stopReason: "end_turn", quality: "provisional" } as const;
  expect(toCollectedRecord(makeRecord({ ...said, usage }), "1").quality).toBe("provisional");
  expect(toCollectedRecord(makeRecord({ ...said, usage: null }), "1").quality).toBe("none");
});
