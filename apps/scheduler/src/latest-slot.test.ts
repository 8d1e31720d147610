import { createTask } from "node-cron";
import { expect, test } from "vitest";
import { latestSlot } from "./latest-slot.ts";

const latest = (cron: string, now: string): string | null => {
  const task = createTask(cron, () => undefined, { timezone: "UTC" });
  try {
    return latestSlot(task, new Date(now))?.toISOString() ?? null;
  } finally {
    void task.destroy();
  }
};

test.each([
  ["* * * * *", "2026-11-27T10:00:59.999Z", "2026-11-27T10:00:00.000Z"],
  ["*/15 * * * *", "2026-11-27T10:14:59Z", "2026-11-27T10:00:00.000Z"],
  ["17 3 * * *", "2026-11-27T03:16:59Z", "2026-11-26T03:17:00.000Z"],
  ["17 3 * * *", "2026-11-27T03:17:00Z", "2026-11-27T03:17:00.000Z"],
  ["* * * * * *", "2026-11-27T10:00:59.999Z", "2026-11-27T10:00:59.000Z"],
  ["0 0 1 1 *", "2026-11-27T10:00:00Z", "2026-01-01T00:00:00.000Z"],
  ["0 6 * * 1", "2026-11-27T10:00:00Z", "2026-11-23T06:00:00.000Z"],
  ["0 0 29 2 *", "2026-11-27T10:00:00Z", "2024-02-29T00:00:00.000Z"],
])("%s at %s was due last at %s", (cron, now, expected) => {
  expect(latest(cron, now)).toBe(expected);
});
