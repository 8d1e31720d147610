import { expect, test, vi } from "vitest";
import { Readiness, type HealthCheck } from "./readiness.ts";

const checkOf = (overrides: Partial<HealthCheck>): HealthCheck => ({
  name: "store",
  isRequired: true,
  check: () => Promise.resolve(),
  ...overrides,
});

const failing = (): Promise<void> => Promise.reject(new Error("away: password=hunter2"));

const throwing = (): Promise<void> => {
  throw new Error("at once");
};

test("ready as long as what is required answers; the rest is only reported", async () => {
  const needed = checkOf({ name: "needed" });
  const other = checkOf({ name: "other", isRequired: false, check: failing });
  expect(await new Readiness([needed, other]).report()).toMatchObject({
    isReady: true,
    checks: [
      { name: "needed", isOk: true },
      { name: "other", isOk: false },
    ],
  });
  const report = await new Readiness([checkOf({ check: failing })]).report();
  expect(report.isReady).toBe(false);
  expect(JSON.stringify(report)).not.toContain("hunter2");
});

test("a check that hangs counts as failed after a second", async () => {
  vi.useFakeTimers();
  try {
    const never = new Promise<void>(() => undefined);
    const report = new Readiness([checkOf({ check: () => never })]).report();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await report).toMatchObject({ isReady: false, checks: [{ isOk: false }] });
  } finally {
    vi.useRealTimers();
  }
});

test("however often it is asked, the stores are asked twice a second at most", async () => {
  const check = vi.fn<() => Promise<void>>().mockResolvedValue();
  const readiness = new Readiness([checkOf({ check })]);
  await Promise.all(Array.from({ length: 100 }, () => readiness.report()));
  await readiness.report();
  expect(check).toHaveBeenCalledTimes(1);
});

test("a check that throws without a promise is a failed one, not a crash", async () => {
  expect(await new Readiness([checkOf({ check: throwing })]).report()).toMatchObject({
    isReady: false,
  });
});

test("once stopping, never ready again, though every check passes", async () => {
  const readiness = new Readiness([checkOf({})]);
  expect(await readiness.report()).toMatchObject({ isReady: true, isStopping: false });
  readiness.beginStop();
  readiness.beginStop();
  expect(await readiness.report()).toMatchObject({ isReady: false, isStopping: true });
});
