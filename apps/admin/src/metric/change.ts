import { shareOf } from "./metric.ts";

/** How a figure moved. `relative`: by a share of what it was. `points`: a share moved by so many percentage points (0.01 is one). `new`: from nothing. */
export type Change =
  | { readonly kind: "relative" | "points"; readonly by: number }
  | { readonly kind: "new" }
  | { readonly kind: "unknown" };

/** Compares two counts. Nothing before and nothing now is no change; nothing before and something now has no ratio. */
export const changeOfCount = (now: bigint, before: bigint): Change => {
  const by = shareOf(now - before, before);
  if (by !== null) {
    return { kind: "relative", by };
  }
  return now === 0n ? { kind: "relative", by: 0 } : { kind: "new" };
};

/** Compares two shares by their difference. Unknown where either has no whole. */
export const changeOfShare = (now: number | null, before: number | null): Change =>
  now === null || before === null ? { kind: "unknown" } : { kind: "points", by: now - before };

/** Whether more of it is good news, bad news, or just news. */
export type Direction = "good" | "bad" | "neutral";

/** What a change means to the reader; changes under half a percent (or half a point) mean nothing. */
export const meaningOf = (change: Change, moreIs: Direction): Direction => {
  if (!("by" in change) || moreIs === "neutral" || Math.abs(change.by) < 0.005) {
    return "neutral";
  }
  const isMore = change.by > 0;
  return isMore === (moreIs === "good") ? "good" : "bad";
};

/** Whether a change is too small to be written as anything but zero: whole per cents, tenths of a percentage point. */
export const isStill = (change: Change): boolean =>
  "by" in change && Math.abs(change.by) < (change.kind === "relative" ? 0.005 : 0.0005);
