import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Tally } from "../balance-sheet.ts";
import type { Rejection } from "../rejection.ts";
import { ServerClock } from "../server-clock.ts";
import { makeWaiting } from "../testing/make-waiting.ts";
import { Backlog } from "./backlog.ts";
import type { CollectAnswer } from "./collect-answer.ts";
import { Delivery } from "./delivery.ts";
import type { WaitingRecord } from "./waiting-record.ts";

const NOW = Date.UTC(2026, 10, 23);
const LIMITS = {
  memoryCountMax: 1_000,
  memoryBytesMax: 1_000_000,
  batchCountMax: 10,
  batchBytesMax: 100_000,
};

const taken = (records: readonly WaitingRecord[]): CollectAnswer => ({
  kind: "settled",
  results: records.map(() => ({ status: "accepted" })),
});
const away = (retryAfterMs: number | null = null): CollectAnswer => ({
  kind: "away",
  reason: "HTTP 503",
  retryAfterMs,
});
const HELD: CollectAnswer = { kind: "held", reason: "HTTP 401" };

class Rig {
  readonly calls: { readonly atMs: number; readonly records: readonly WaitingRecord[] }[] = [];
  readonly rejections: Rejection[] = [];
  readonly held: string[] = [];
  readonly backlog = new Backlog(LIMITS, null);
  readonly tally = new Tally(() => undefined);
  readonly clock = new ServerClock();
  answer: (records: readonly WaitingRecord[]) => CollectAnswer | Promise<CollectAnswer> = taken;
  readonly delivery = new Delivery({
    backlog: this.backlog,
    collector: {
      send: (records) => {
        this.calls.push({ atMs: Date.now() - NOW, records });
        return Promise.resolve(this.answer(records));
      },
    },
    tally: this.tally,
    clock: this.clock,
    pace: { flushMsMax: 1_000, flushCount: 5, probeMs: 60_000 },
    limits: { countMax: 10, bytesMax: 100_000 },
    events: {
      rejected: (rejection) => this.rejections.push(rejection),
      held: (reason) => this.held.push(reason),
    },
    random: () => 0.5,
  });

  add(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.backlog.add(makeWaiting());
      this.delivery.notify();
    }
  }

  get times(): number[] {
    return this.calls.map((call) => call.atMs);
  }
}

let rig: Rig;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
  rig = new Rig();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a few records wait for company, many do not", async () => {
  rig.add(2);
  expect(rig.delivery.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(999);
  expect(rig.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(rig.times).toEqual([1_000]);
  rig.add(5);
  await vi.advanceTimersByTimeAsync(0);
  expect(rig.times).toEqual([1_000, 1_000]);
  expect(rig.tally.acceptedCount).toBe(7);
  expect(rig.delivery.state).toBe("idle");
  expect(vi.getTimerCount()).toBe(0);
});

test("one call is under way at a time, and what is recorded meanwhile goes together afterwards", async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  rig.answer = async (records) => {
    await promise;
    return taken(records);
  };
  rig.add(5);
  await vi.advanceTimersByTimeAsync(0);
  rig.add(6);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(rig.calls.length).toBe(1);
  expect(rig.delivery.state).toBe("sending");
  resolve(null);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rig.calls.map((call) => call.records.length)).toEqual([5, 6]);
});

test("flushed twice at once, the records go once", async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  rig.answer = async (records) => {
    await promise;
    return taken(records);
  };
  rig.add(2);
  const flushes = [rig.delivery.flush(), rig.delivery.flush()];
  await vi.advanceTimersByTimeAsync(10);
  resolve(null);
  await expect(Promise.all(flushes)).resolves.toEqual([true, true]);
  expect(rig.calls.length).toBe(1);
});

test("away, the same records are sent again, ever more rarely, and then the rest at once", async () => {
  rig.answer = () => away();
  rig.add(5);
  await vi.advanceTimersByTimeAsync(7_000);
  // Half of 500, 1,000, 2,000, 4,000 and 8,000 ms between them.
  expect(rig.times).toEqual([0, 250, 750, 1_750, 3_750]);
  expect(rig.delivery.state).toBe("away");
  expect(rig.delivery.trouble).toBe("HTTP 503");
  rig.add(20);
  await vi.advanceTimersByTimeAsync(100);
  expect(rig.calls.length).toBe(5);
  rig.answer = taken;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rig.calls.at(-1)?.atMs).toBe(7_750);
  const sent = rig.calls.slice(0, 5).map((call) => call.records.map((record) => record.eventId));
  expect(new Set(sent.map(String)).size).toBe(1);
  expect(rig.tally.acceptedCount).toBe(25);
  expect(rig.delivery.trouble).toBeNull();
});

test("a Retry-After is obeyed, is not counted as a failure, and not even a flush comes earlier", async () => {
  rig.answer = () => away(rig.calls.length < 20 ? 100 : null);
  rig.add(5);
  await vi.advanceTimersByTimeAsync(450);
  expect(rig.times).toEqual([0, 100, 200, 300, 400]);
  await expect(rig.delivery.flush()).resolves.toBe(false);
  expect(rig.calls.length).toBe(5);
  await vi.advanceTimersByTimeAsync(2_000);
  // After nineteen waits by order, the first of our own is that of a first failure.
  expect(rig.times.slice(18, 22)).toEqual([1_800, 1_900, 2_150]);
});

test("a flush does not wait for a back-off of our own", async () => {
  rig.answer = () => away();
  rig.add(5);
  await vi.advanceTimersByTimeAsync(0);
  rig.answer = taken;
  await expect(rig.delivery.flush()).resolves.toBe(true);
  expect(rig.times).toEqual([0, 0]);
});

test("refused, everything is held, said once, and asked again once a minute", async () => {
  rig.answer = () => HELD;
  rig.add(5);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(rig.times).toEqual([0, 60_000, 120_000, 180_000]);
  expect(rig.held).toEqual(["HTTP 401"]);
  expect(rig.delivery.state).toBe("held");
  rig.answer = taken;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rig.tally.acceptedCount).toBe(5);
  rig.answer = () => HELD;
  rig.add(5);
  await vi.advanceTimersByTimeAsync(0);
  expect(rig.held.length).toBe(2);
});

test("a record refused for the clock is sent again once with the right time", async () => {
  rig.answer = (records) => {
    rig.clock.observe(Date.now() - 86_400_000, Date.now(), Date.now());
    return {
      kind: "settled",
      results: records.map(() => ({ status: "rejected", code: "in_future", message: "ahead" })),
    };
  };
  rig.add(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(rig.calls.length).toBe(2);
  expect(rig.calls[1]?.records[0]?.replaces).toBe(rig.calls[0]?.records[0]?.eventId);
  expect(rig.rejections.length).toBe(1);
  expect(rig.tally.sheet(rig.backlog.count)).toMatchObject({ rejectedCount: 1, waitingCount: 0 });
});

test("closing tries again until everything has its answer", async () => {
  vi.useRealTimers();
  rig.answer = (records) => (rig.calls.length < 4 ? away(5) : taken(records));
  rig.add(1);
  await rig.delivery.close(20_000);
  expect(rig.calls.length).toBe(4);
  expect(rig.tally.acceptedCount).toBe(1);
});

test("closing does not wait for a server that refuses", async () => {
  vi.useRealTimers();
  rig.answer = () => HELD;
  rig.add(1);
  await rig.delivery.close(600_000);
  expect(rig.calls.length).toBe(1);
  expect(rig.backlog.count).toBe(1);
});

test("closed, it never asks again", async () => {
  vi.useRealTimers();
  rig.answer = () => away(5);
  rig.add(1);
  await rig.delivery.close(30);
  const callCount = rig.calls.length;
  expect(rig.delivery.state).toBe("closed");
  rig.delivery.notify();
  await rig.delivery.close(30);
  await expect(rig.delivery.flush()).resolves.toBe(false);
  expect(rig.calls.length).toBe(callCount);
});

test("closing ends a call that hangs when the time is over", async () => {
  vi.useRealTimers();
  const hanging = new Rig();
  const aborted = vi.fn<() => void>();
  const delivery = new Delivery({
    backlog: hanging.backlog,
    collector: {
      send: (_records, signal) => {
        const { promise, resolve } = Promise.withResolvers<CollectAnswer>();
        signal.addEventListener("abort", () => {
          aborted();
          resolve(away());
        });
        return promise;
      },
    },
    tally: hanging.tally,
    clock: hanging.clock,
    pace: { flushMsMax: 1, flushCount: 1, probeMs: 1 },
    limits: { countMax: 1, bytesMax: 1_000 },
    events: { rejected: () => undefined, held: () => undefined },
    random: () => 0,
  });
  hanging.add(1);
  await delivery.close(30);
  expect(aborted).toHaveBeenCalledOnce();
  expect(hanging.backlog.count).toBe(1);
});
