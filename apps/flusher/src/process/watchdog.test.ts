import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "./watchdog.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("silence is noticed once", () => {
  const onSilent = vi.fn<() => void>();
  using _ = new Watchdog({ silentMsMax: 1_000, startMsMax: 1_000, onSilent });
  vi.advanceTimersByTime(1_000);
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(onSilent).toHaveBeenCalledOnce();
});

test("progress keeps it quiet", () => {
  const onSilent = vi.fn<() => void>();
  using watchdog = new Watchdog({ silentMsMax: 1_000, startMsMax: 1_000, onSilent });
  for (let time = 0; time < 10_000; time += 500) {
    vi.advanceTimersByTime(500);
    watchdog.progress();
  }
  expect(onSilent).not.toHaveBeenCalled();
});

test("disposed of, it notices nothing more", () => {
  const onSilent = vi.fn<() => void>();
  const watchdog = new Watchdog({ silentMsMax: 1_000, startMsMax: 1_000, onSilent });
  watchdog[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(onSilent).not.toHaveBeenCalled();
});

test("a start may take longer than anything after it", () => {
  const onSilent = vi.fn<() => void>();
  using watchdog = new Watchdog({ silentMsMax: 1_000, startMsMax: 9_000, onSilent });
  vi.advanceTimersByTime(8_900);
  watchdog.progress();
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_200);
  expect(onSilent).toHaveBeenCalledOnce();
});

test("a start that never ends is noticed", () => {
  const onSilent = vi.fn<() => void>();
  using _ = new Watchdog({ silentMsMax: 1_000, startMsMax: 9_000, onSilent });
  vi.advanceTimersByTime(9_200);
  expect(onSilent).toHaveBeenCalledOnce();
});
