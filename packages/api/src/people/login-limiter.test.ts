import { beforeEach, expect, test } from "vitest";
import { LoginLimiter } from "./login-limiter.ts";
import { RateLimitedError } from "../procedures/rate-limited-error.ts";
import { ManualClock } from "../testing/manual-clock.ts";

const WINDOW_MS = 15 * 60_000;

let clock: ManualClock;
let limiter: LoginLimiter;

/** How many of so many attempts are let through. */
const passed = (
  count: number,
  attempt: (index: number) => [login: string, ipAddress: string],
): number => {
  let passedCount = 0;
  for (let index = 0; index < count; index += 1) {
    const [login, ipAddress] = attempt(index);
    try {
      limiter.begin({ login, ipAddress });
      passedCount += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(RateLimitedError);
    }
  }
  return passedCount;
};

beforeEach(() => {
  clock = new ManualClock();
  limiter = new LoginLimiter(clock.now);
});

test("10 attempts for one login from one address, 30 from one address, 100 for one login", () => {
  expect(passed(200, () => ["ann", "192.0.2.1"])).toBe(10);
  expect(passed(200, (index) => [`login-${index}`, "192.0.2.2"])).toBe(30);
  expect(passed(200, (index) => ["bob", `198.51.100.${index}`])).toBe(100);
});

test("a stranger's failures do not lock the owner out at another address", () => {
  expect(passed(50, () => ["owner", "203.0.113.9"])).toBe(10);
  expect(passed(1, () => ["owner", "192.0.2.1"])).toBe(1);
});

test("who is refused is told when to come back, and is let in then", () => {
  passed(10, () => ["ann", "192.0.2.1"]);
  clock.advance(60_000);
  expect(() => {
    limiter.begin({ login: "ann", ipAddress: "192.0.2.1" });
  }).toThrow(expect.objectContaining({ code: "RATE_LIMITED", retryAfterMs: WINDOW_MS - 60_000 }));
  clock.advance(WINDOW_MS - 60_000);
  expect(passed(11, () => ["ann", "192.0.2.1"])).toBe(10);
});

test("a success forgets the failures before it", () => {
  expect(passed(9, () => ["ann", "192.0.2.1"])).toBe(9);
  limiter.succeed({ login: "ann", ipAddress: "192.0.2.1" });
  expect(passed(10, () => ["ann", "192.0.2.1"])).toBe(10);
});
