import { UsageRecord, fromAnthropicUsage } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { services } from "../company/service.ts";
import { users } from "../company/users.ts";
import { DAY_MS } from "./calendar.ts";
import { history, type HistoryOptions, type PastCall } from "./history.ts";

const NOON_MS = Date.UTC(2026, 10, 23, 12);

const Options = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  days: fc.integer({ min: 1, max: 40 }),
  records: fc.integer({ min: 1, max: 300 }),
  untilMs: fc.integer({ min: NOON_MS - 400 * DAY_MS, max: NOON_MS }),
});

const callsOf = (options: HistoryOptions): PastCall[] => [...history(options)];
const linesOf = (calls: readonly PastCall[]): string[] =>
  calls.map(({ service, record }) => JSON.stringify([service.name, record]));

test("every record is valid, in its window, in order, with an id of its own", () => {
  fc.assert(
    fc.property(Options, (options) => {
      const calls = callsOf(options);
      const records = calls.map(({ record }) => UsageRecord.parse(record));
      const times = calls.map(({ timeMs }) => timeMs);

      expect(new Set(records.map(({ eventId }) => eventId)).size).toBe(records.length);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(
        options.untilMs - (options.days + 1) * DAY_MS,
      );
      expect(Math.max(...times, 0)).toBeLessThan(options.untilMs);
    }),
    { numRuns: 25 },
  );
});

test("asked again, the history is the same to the last byte; another seed gives another", () => {
  fc.assert(
    fc.property(Options, (options) => {
      const lines = linesOf(callsOf(options));
      const known = new Set(lines);
      const others = linesOf(callsOf({ ...options, seed: options.seed + 1 }));

      expect(linesOf(callsOf(options))).toEqual(lines);
      expect(others.filter((line) => known.has(line))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test("asked later, or for more days, it agrees on every call that both contain", () => {
  const hours = fc.integer({ min: 0, max: 72 });
  fc.assert(
    fc.property(Options, hours, (options, later) => {
      const perDay = options.records / options.days;
      const untilMs = options.untilMs + later * (DAY_MS / 24);
      const days = options.days + 5;
      const after = new Set(
        linesOf(callsOf({ ...options, untilMs, days, records: perDay * days })),
      );

      expect(linesOf(callsOf(options)).filter((line) => !after.has(line))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test("the fewer records are among the more", () => {
  fc.assert(
    fc.property(Options, (options) => {
      const more = new Set(linesOf(callsOf({ ...options, records: options.records * 2 })));

      expect(linesOf(callsOf(options)).filter((line) => !more.has(line))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

const quarter = callsOf({ seed: 1, days: 90, records: 20_000, untilMs: NOON_MS });
const shareOf = (test_: (call: PastCall) => boolean): number =>
  quarter.filter(test_).length / quarter.length;

test("ninety days hold about as many records as asked, of 12 keys, 40 users, 6 models", () => {
  expect(quarter.length).toBeGreaterThan(20_000 * 0.85);
  expect(quarter.length).toBeLessThan(20_000 * 1.15);
  expect(users).toHaveLength(40);
  expect(services).toHaveLength(12);
  expect(new Set(quarter.map(({ service }) => service.name)).size).toBe(12);
  expect(new Set(quarter.flatMap(({ record }) => record.user ?? [])).size).toBe(40);
  expect(new Set(quarter.map(({ record }) => record.requestModel)).size).toBe(6);
});

const isWeekend = ({ timeMs }: PastCall): boolean => [0, 6].includes(new Date(timeMs).getUTCDay());
const isNight = ({ timeMs }: PastCall): boolean => new Date(timeMs).getUTCHours() < 5;

test("weekends and nights are quieter", () => {
  expect(shareOf(isWeekend)).toBeLessThan(0.18);
  expect(shareOf(isNight)).toBeLessThan((5 / 24) * 0.8);
});

test("there are errors, broken streams, batches, caches, thinking, searches and compactions, none of them too many", () => {
  const shares = {
    error: shareOf(({ record }) => record.outcome === "error"),
    broken: shareOf(
      ({ record }) => record.outcome === "cancelled" || record.outcome === "truncated",
    ),
    batch: shareOf(({ record }) => record.usage?.["service_tier"] === "batch"),
    cached: shareOf(({ record }) => Number(record.usage?.["cache_read_input_tokens"]) > 0),
    thinking: shareOf(({ record }) => record.usage?.["output_tokens_details"] !== undefined),
    searching: shareOf(({ record }) => record.usage?.["server_tool_use"] !== undefined),
    compacted: shareOf(({ record }) => record.usage?.["iterations"] !== undefined),
    toolUse: shareOf(({ record }) => record.stopReason === "tool_use"),
  };

  expect(shares.error).toBeGreaterThan(0.01);
  expect(shares.error).toBeLessThan(0.03);
  expect(shares.batch).toBeGreaterThan(0.05);
  expect(shares.cached).toBeGreaterThan(0.2);
  expect(shares.toolUse).toBeGreaterThan(0.1);
  expect(Math.min(...Object.values(shares))).toBeGreaterThan(0.001);
  expect(Math.max(...Object.values(shares))).toBeLessThan(0.7);
});

test("a compaction is a line of its own, and what is billed adds up", () => {
  const compacted = quarter.find(({ record }) => record.usage?.["iterations"] !== undefined);
  const { lines } = fromAnthropicUsage(UsageRecord.parse(compacted?.record).usage, {
    model: compacted?.record.model ?? null,
  });

  expect(lines.map(({ kind }) => kind)).toEqual(["message", "compaction"]);
});

test("two calls in one millisecond have two ids", () => {
  const busyDay = callsOf({ seed: 1, days: 1, records: 20_000, untilMs: NOON_MS });
  const times = new Set(busyDay.map(({ timeMs }) => timeMs));

  expect(times.size).toBeLessThan(busyDay.length);
  expect(new Set(busyDay.map(({ record }) => record.eventId)).size).toBe(busyDay.length);
});
