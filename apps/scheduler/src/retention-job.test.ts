import type { RawMonth } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { retentionJob } from "./retention-job.ts";

const monthOf = (year: number, index: number): RawMonth => ({
  monthStart: new Date(Date.UTC(year, index)),
  monthEnd: new Date(Date.UTC(year, index + 1)),
  recordCount: "1",
  byteCount: "8192",
});

test("months beyond those to keep are dropped, oldest first, and no other", async () => {
  const dropped: string[] = [];
  const months = [monthOf(2025, 11), monthOf(2026, 6), monthOf(2026, 7), monthOf(2026, 10)];
  const retention = {
    rawMonths: () => Promise.resolve(months),
    droppedMonths: () => Promise.resolve([]),
    dropMonth: (monthStart: Date) => {
      dropped.push(monthStart.toISOString().slice(0, 7));
      return Promise.resolve();
    },
  };
  const job = retentionJob({ retention }, 3, "0 4 * * *");
  await job.run(new Date("2026-11-27T12:00:00Z"));
  expect(dropped).toEqual(["2025-12", "2026-07"]);
});
