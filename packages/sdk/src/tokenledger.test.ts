import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { eventTimeMs } from "@tokenledger/usage/event-id";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readJson, readObject } from "./read-json.ts";
import type { Rejection } from "./rejection.ts";
import { startLedgerRig, type LedgerRig } from "./testing/ledger-rig.ts";

const usage = { input_tokens: 3, output_tokens: 5 };

/** What a caller without types may hand over. */
const UNTYPED = '{"status":"200","attempt":-1,"tags":{"a":1},"user":7}';

let rig: LedgerRig;

beforeEach(async () => {
  rig = await startLedgerRig();
});
afterEach(async () => {
  await rig.close();
});

test("what is recorded arrives once, with its attribution, and leaves nothing behind", async () => {
  const ledger = rig.client({ attribution: { endpoint: "/chat", feature: "none" } });
  await ledger.withAttribution({ user: "u_1", feature: "chat", tags: { team: "a" } }, async () => {
    await Promise.resolve();
    ledger.withAttribution({ feature: "search", tags: { plan: "pro" } }, () => {
      ledger.record({ usage, model: "claude-sonnet-4-5", messageId: "msg_1", session: "s" });
    });
  });
  await ledger.close();
  expect([...rig.server.records.values()]).toMatchObject([
    {
      user: "u_1",
      feature: "search",
      endpoint: "/chat",
      session: "s",
      tags: { team: "a", plan: "pro" },
      usage,
      messageId: "msg_1",
    },
  ]);
  expect(rig.server.calls[0]).toMatchObject({
    authorization: "Bearer k",
    path: "/trpc/ingest/usage.collectBatch",
  });
  expect(ledger.health()).toMatchObject({ acceptedCount: 1, waitingCount: 0, spoolBytes: 0 });
  expect(readdirSync(rig.folder())).toEqual([]);
});

test("a record is on disk before record() returns", () => {
  rig.client().record({ usage, user: "u_disk" });
  const [own = ""] = readdirSync(rig.folder());
  const [segment = ""] = readdirSync(path.join(rig.folder(), own));
  expect(readFileSync(path.join(rig.folder(), own, segment), "utf8")).toContain("u_disk");
});

test("the same call recorded twice is counted once; the same message at another time is another call", async () => {
  const ledger = rig.client();
  const call = { usage, messageId: "msg_1", occurTimeMs: Date.now() };
  ledger.record(call);
  ledger.record(call);
  ledger.record({ ...call, occurTimeMs: call.occurTimeMs + 1 });
  await ledger.flush();
  expect(ledger.health()).toMatchObject({ acceptedCount: 2, duplicateCount: 1 });
});

test("the time of a record is when its call began", async () => {
  const ledger = rig.client();
  ledger.record({ usage, durationMs: 60_000 });
  await ledger.flush();
  const [eventId = ""] = rig.server.records.keys();
  expect(Date.now() - eventTimeMs(eventId)).toBeGreaterThanOrEqual(60_000);
});

test("nothing that is handed to record() throws, and what cannot be counted is kept as rejected", async () => {
  const rejections: Rejection[] = [];
  const ledger = rig.client({ onReject: (rejection) => rejections.push(rejection) });
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const trap = {
    get input_tokens() {
      throw new Error("a trap");
    },
  };
  ledger.record({ usage: cycle });
  ledger.record({ usage: { input_tokens: 1n } });
  ledger.record({ usage: trap });
  ledger.record({ usage: { padding: "x".repeat(40_000) } });
  ledger.record({ usage: { nested: { deep: null } }, user: "\u0000\ud800", model: "" });
  ledger.record({ usage: null, ...readObject(readJson(UNTYPED)) });
  await expect(ledger.flush()).resolves.toBe(true);
  expect(rejections.map((rejection) => rejection.code)).toEqual([
    "unreadable",
    "unreadable",
    "unreadable",
    "too_large",
  ]);
  expect(ledger.health()).toMatchObject({ recordedCount: 6, acceptedCount: 2, rejectedCount: 4 });
  const kept = readFileSync(path.join(rig.folder(), "rejected.ndjson"), "utf8").trim().split("\n");
  expect(kept.length).toBe(4);
});

test("a refused record does not hold up its neighbours and is told with its reason", async () => {
  const rejections: Rejection[] = [];
  const ledger = rig.client({ onReject: (rejection) => rejections.push(rejection) });
  rig.server.script = (call) => ({
    body: JSON.stringify({
      result: {
        data: {
          results: call.records.map((_record, index) =>
            index === 1
              ? { status: "rejected", code: "user_disabled", message: "user: was disabled" }
              : { status: "accepted" },
          ),
        },
      },
    }),
  });
  [1, 2, 3].forEach((user) => ledger.record({ usage, user: `u_${user}` }));
  await expect(ledger.flush()).resolves.toBe(true);
  expect(rejections).toMatchObject([{ code: "user_disabled", message: "user: was disabled" }]);
  expect(rejections[0]?.record).toContain("u_2");
  expect(ledger.health()).toMatchObject({ acceptedCount: 2, rejectedCount: 1, waitingCount: 0 });
});

test("a wrong clock is corrected: what it spoiled is sent again, what follows is right at once", async () => {
  const ledger = rig.client();
  const hourMs = 3_600_000;
  rig.server.clock = () => Date.now() - hourMs;
  rig.server.judge = (occurTimeMs) =>
    occurTimeMs > rig.server.clock() + 300_000 ? "in_future" : null;
  ledger.record({ usage, user: "before" });
  await expect(ledger.flush()).resolves.toBe(true);
  await ledger.flush();
  ledger.record({ usage, user: "after" });
  await ledger.flush();
  const times = [...rig.server.records.keys()].map((id) =>
    Math.abs(eventTimeMs(id) - rig.server.clock()),
  );
  expect(times.length).toBe(2);
  expect(Math.max(...times)).toBeLessThan(5_000);
  expect(ledger.health()).toMatchObject({ acceptedCount: 2, rejectedCount: 0, waitingCount: 0 });
  expect(Math.abs(ledger.health().clockOffsetMs + hourMs)).toBeLessThan(5_000);
});

test("a delivery runs outside the request that happened to record: its context does not stick", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const ledger = rig.client({
    flushMsMax: 5,
    fetch: (input, init) => {
      seen.push(context.getStore());
      return fetch(input, init);
    },
  });
  context.run("a request", () => ledger.record({ usage }));
  await expect.poll(() => rig.server.records.size, { timeout: 10_000 }).toBe(1);
  expect(seen).toEqual([undefined]);
});
