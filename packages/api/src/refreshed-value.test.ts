import { UnavailableError } from "@tokenledger/usage";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RefreshedValue } from "./refreshed-value.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const FRESH_MS = 5000;
const STALE_MS = 60_000;
const WAIT_MS = 500;

const setUp = (
  load: () => Promise<number>,
): { clock: ManualClock; value: RefreshedValue<number> } => {
  const clock = new ManualClock();
  const value = new RefreshedValue({
    load,
    clock: clock.now,
    freshMs: FRESH_MS,
    staleMsMax: () => STALE_MS,
    waitMsMax: WAIT_MS,
  });
  return { clock, value };
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a fresh value is given without asking, an older one is asked for again", async () => {
  const load = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1).mockResolvedValueOnce(2);
  const { clock, value } = setUp(load);
  expect(await value.get()).toBe(1);
  clock.advance(FRESH_MS - 1);
  expect(await value.get()).toBe(1);
  expect(load).toHaveBeenCalledTimes(1);
  clock.advance(1);
  expect(await value.get()).toBe(2);
  expect(load).toHaveBeenCalledTimes(2);
});

test("what is fresh is given also where nothing may be given that is not", async () => {
  const clock = new ManualClock();
  const load = vi.fn<() => Promise<null>>().mockResolvedValue(null);
  const value = new RefreshedValue({
    load,
    clock: clock.now,
    freshMs: FRESH_MS,
    staleMsMax: () => 0,
    waitMsMax: WAIT_MS,
  });
  await value.get();
  clock.advance(FRESH_MS - 1);
  expect(await value.get()).toBeNull();
  expect(load).toHaveBeenCalledTimes(1);
});

test("who has reason to think that it changed gets one that is as young as wanted", async () => {
  const load = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1).mockResolvedValueOnce(2);
  const { clock, value } = setUp(load);
  await value.get();
  clock.advance(200);
  expect(await value.get(201)).toBe(1);
  expect(await value.get(200)).toBe(2);
});

test("however many ask at once, the source is asked once", async () => {
  const load = vi.fn<() => Promise<number>>().mockResolvedValue(1);
  const { clock, value } = setUp(load);
  await Promise.all(Array.from({ length: 100 }, () => value.get()));
  expect(load).toHaveBeenCalledTimes(1);
  clock.advance(FRESH_MS);
  await Promise.all(Array.from({ length: 100 }, () => value.get()));
  expect(load).toHaveBeenCalledTimes(2);
});

test("while the source is away the last answer is given until it is too old, and the source is asked once a while", async () => {
  const load = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1);
  const { clock, value } = setUp(load);
  await value.get();
  load.mockRejectedValue(new UnavailableError("away"));
  clock.advance(STALE_MS);
  expect(await value.get()).toBe(1);
  expect(await value.get()).toBe(1);
  expect(load).toHaveBeenCalledTimes(2);
  clock.advance(1);
  await expect(value.get()).rejects.toThrow(UnavailableError);
});

test("once the source is back, its answer is given within one fresh time", async () => {
  const load = vi
    .fn<() => Promise<number>>()
    .mockResolvedValueOnce(1)
    .mockRejectedValueOnce(new UnavailableError("away"));
  const { clock, value } = setUp(load);
  await value.get();
  clock.advance(FRESH_MS);
  expect(await value.get()).toBe(1);
  load.mockResolvedValue(2);
  clock.advance(FRESH_MS);
  expect(await value.get()).toBe(2);
});

test("a source that never answered gives its error, and is asked again by the next caller", async () => {
  const load = vi
    .fn<() => Promise<number>>()
    .mockRejectedValueOnce(new UnavailableError("away"))
    .mockResolvedValueOnce(1);
  const { value } = setUp(load);
  await expect(value.get()).rejects.toThrow(UnavailableError);
  expect(await value.get()).toBe(1);
});

test("a source that hangs holds a caller with a stale answer for half a second at most", async () => {
  const load = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1);
  const { clock, value } = setUp(load);
  await value.get();
  const late = Promise.withResolvers<number>();
  load.mockReturnValue(late.promise);
  clock.advance(FRESH_MS);
  const answer = value.get();
  await vi.advanceTimersByTimeAsync(WAIT_MS);
  expect(await answer).toBe(1);
  late.resolve(2);
  await late.promise;
  expect(await value.get()).toBe(2);
  expect(load).toHaveBeenCalledTimes(2);
});

test("a fault that is not the source being away is passed on, not hidden behind a stale answer", async () => {
  const load = vi
    .fn<() => Promise<number>>()
    .mockResolvedValueOnce(1)
    .mockRejectedValueOnce(new TypeError("a bug"));
  const { clock, value } = setUp(load);
  await value.get();
  clock.advance(FRESH_MS);
  await expect(value.get()).rejects.toThrow(TypeError);
});
