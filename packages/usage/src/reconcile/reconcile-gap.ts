import { reportClasses, type ReportClass } from "./report-class.ts";

/** What cells are made of: the report's classes, and `cost` in pico-USD at list price. */
export const cellClasses = [...reportClasses, "cost"] as const;
export type CellClass = ReportClass | "cost";

/** Why Anthropic's figures and ours differ. */
export const gapKinds = [
  "not_captured",
  "unpriced",
  "estimated",
  "late",
  "tier_geo_speed",
  "refusal",
  "discount",
  "not_reported",
  "price",
] as const;
export type GapKind = (typeof gapKinds)[number];

/** Each kind in words for people. */
export const gapDescriptions: Readonly<Record<GapKind, string>> = {
  not_captured: "Anthropic counted it, and no record of it came in.",
  unpriced: "It was recorded, and its model or terms have no price yet.",
  estimated: "It was recorded from a stream that was cut: input is exact, output a lower bound.",
  late: "Anthropic has not counted that far yet, or counted it in the next period.",
  tier_geo_speed: "Both counted it, under another service tier, geography or speed.",
  refusal: "The model refused, and Anthropic does not bill what was recorded.",
  discount: "Anthropic charged less than the list price.",
  not_reported:
    "It was recorded, and Anthropic does not report it: another organization, a wrong link.",
  price: "The same usage at another price: the price book differs from what Anthropic lists.",
};

/** One cell of the comparison: a period, a group of keys, a model, a class. Tokens, requests of web search, or pico-USD. */
export interface ReconcileCell {
  readonly startMs: number;
  readonly groupId: string;
  /** The price book's plain id, where it knows the name. Null: not attributed to a model. */
  readonly model: string | null;
  readonly cellClass: CellClass;
  readonly reported: bigint;
  readonly captured: bigint;
  /** What both counted, under the same terms. */
  readonly matched: bigint;
  /** False while Anthropic may still add to the period: not in any sum. */
  readonly isComplete: boolean;
}

/** A difference, classed. */
export interface ReconcileGap {
  readonly startMs: number;
  readonly groupId: string;
  readonly model: string | null;
  readonly cellClass: CellClass;
  readonly kind: GapKind;
  /** Tokens or requests; above 0 where Anthropic counts more, below where we do. 0 for `cost`. */
  readonly quantity: bigint;
  /** What it is worth at list price, with the same sign; 0 where the book has no price for it. */
  readonly picoUsd: bigint;
  readonly detail: string | null;
}
