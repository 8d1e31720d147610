import { expect, test } from "vitest";
import { RateLimitedError } from "../procedures/rate-limited-error.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { KeyRates } from "./key-rates.ts";

const limited = (clock: ManualClock): KeyRates =>
  new KeyRates({ callsPerSecondMax: 2, clock: clock.now });

const takeMany = (rates: KeyRates, keyId: string, count: number): void => {
  for (let index = 0; index < count; index += 1) rates.take(keyId);
};

const refusalOf = (take: () => void): unknown => {
  try {
    take();
    return null;
  } catch (error) {
    return error;
  }
};

test("a key that calls too often is told when to come back, and no other key is", () => {
  const clock = new ManualClock();
  const rates = limited(clock);
  takeMany(rates, "7", 20);
  clock.advance(4_000);
  const refusal = refusalOf(() => rates.take("7"));
  expect(refusal).toBeInstanceOf(RateLimitedError);
  expect(refusal).toMatchObject({ code: "RATE_LIMITED", retryable: true, retryAfterMs: 6_000 });
  takeMany(rates, "8", 20);
  clock.advance(6_000);
  takeMany(rates, "7", 20);
});

test("a clock that is set back locks nobody out", () => {
  const clock = new ManualClock();
  const rates = limited(clock);
  takeMany(rates, "7", 20);
  clock.advance(-3_600_000);
  expect(refusalOf(() => takeMany(rates, "7", 20))).toBeNull();
});
