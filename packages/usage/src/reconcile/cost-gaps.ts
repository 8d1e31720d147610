import type { CellSides } from "./cell-sides.ts";
import type { GapKind, ReconcileGap } from "./reconcile-gap.ts";

/** Why money is left over when all gaps in tokens are paid for. */
const kindOfRest = (rest: bigint, gaps: readonly ReconcileGap[], sides: CellSides): GapKind => {
  const has = (kind: GapKind): boolean => gaps.some((gap) => gap.kind === kind);
  if (has("unpriced") && rest > 0n) return "unpriced";
  if (has("tier_geo_speed")) return "tier_geo_speed";
  return rest < 0n && -rest <= sides.refusedPicoUsd ? "refusal" : "price";
};

/**
 * Classes the difference in money of a complete cell, to the pico-dollar: the discount (list minus charged), and what is left between list and our own
 * cost when the gaps in tokens are paid for. A cell that Anthropic reports no cost of (a report that lags the usage report) has none.
 */
export const costGaps = (
  sides: CellSides,
  inTokens: readonly ReconcileGap[],
): readonly ReconcileGap[] => {
  const { startMs, groupId, model, listPicoUsd, chargedPicoUsd, capturedPicoUsd } = sides;
  if (listPicoUsd === 0n && chargedPicoUsd === 0n) return [];
  const explained = inTokens.reduce((sum, { picoUsd }) => sum + picoUsd, 0n);
  const rest = listPicoUsd - capturedPicoUsd - explained;
  const gap = (kind: GapKind, picoUsd: bigint): ReconcileGap => ({
    startMs,
    groupId,
    model,
    cellClass: "cost",
    kind,
    quantity: 0n,
    picoUsd,
    detail: null,
  });
  return [
    gap("discount", listPicoUsd - chargedPicoUsd),
    gap(kindOfRest(rest, inTokens, sides), rest),
  ].filter(({ picoUsd }) => picoUsd !== 0n);
};
