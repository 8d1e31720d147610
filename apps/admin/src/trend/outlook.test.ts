import { expect, test } from "vitest";
import { UTC } from "../zone/zone.ts";
import { outlookOf } from "./outlook.ts";

const month = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
  costPicoUsd: 130n,
  toDate: { costPicoUsd: 100n },
};
const limit = {
  scope: "all",
  unit: "usd",
  window: "month",
  isRolling: false,
  isEnabled: true,
  limitAmount: 300n,
} as const;
const nowMs = Date.parse("2026-11-27T18:00:00Z");

test("the days that have not begun share evenly what the forecast leaves", () => {
  const { ahead } = outlookOf(month, [], nowMs, UTC);
  expect(ahead).toEqual(
    ["28", "29", "30"].map((day) => ({ startMs: Date.parse(`2026-11-${day}`), value: 10n })),
  );
});

test("on the last day nothing is ahead, and a forecast below what was spent draws nothing below zero", () => {
  expect(outlookOf(month, [], Date.parse("2026-11-30T00:00:00Z"), UTC).ahead).toEqual([]);
  const { ahead } = outlookOf({ ...month, costPicoUsd: 90n }, [], nowMs, UTC);
  expect(ahead.map(({ value }) => value)).toEqual([0n, 0n, 0n]);
});

test("the tightest budget of everything in a calendar month is shared by its days; no other budget is", () => {
  const others = [
    { ...limit, scope: "user" },
    { ...limit, unit: "requests" },
    { ...limit, window: "day" },
    { ...limit, isRolling: true },
    { ...limit, isEnabled: false },
  ] as const;
  expect(outlookOf(month, others, nowMs, UTC).dailyLimit).toBeNull();
  const both = [...others, limit, { ...limit, limitAmount: 60n }];
  expect(outlookOf(month, both, nowMs, UTC).dailyLimit).toBe(2n);
});
