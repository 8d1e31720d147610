import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  BACKOFF_MS_MAX,
  BACKOFF_MS_MIN,
  RETRY_AFTER_MS_MAX,
  backoffMs,
  retryAfterMs,
} from "./retry-delay.ts";

const NOW = Date.UTC(2026, 10, 23);
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a wait lies between 50 ms and a ceiling that doubles up to a minute", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), anyRandom, (failureCount, random) => {
      const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** (failureCount - 1));
      const waitMs = backoffMs(failureCount, random);
      expect(waitMs).toBeGreaterThanOrEqual(50);
      expect(waitMs).toBeLessThanOrEqual(ceiling);
    }),
  );
});

test("the whole width of the ceiling is used", () => {
  expect(backoffMs(1, 0.999)).toBe(500);
  expect(backoffMs(4, 0.5)).toBe(2_000);
  expect(backoffMs(100, 0.5)).toBe(30_000);
});

test.each([
  ["5", 5_000],
  ["0", 0],
  ["0.5", 500],
  ["-3", 0],
  ["86400", RETRY_AFTER_MS_MAX],
  ["Infinity", RETRY_AFTER_MS_MAX],
  [new Date(NOW + 20_000).toUTCString(), 20_000],
  [new Date(NOW - 20_000).toUTCString(), 0],
  ["soon", null],
  ["", null],
  [" ", null],
  [null, null],
])("Retry-After %j waits %j ms", (header, waitMs) => {
  expect(retryAfterMs(header, NOW)).toBe(waitMs);
});
