import type { FigureComponent } from "@tokenledger/usage";
import { isPriceAt, type PriceRowView } from "../../price/price-view.ts";

/** What the same usage would have cost at another model's prices of today. */
export interface WhatIf {
  readonly costPicoUsd: bigint;
  /** What of it has no price there, and is not in the cost. */
  readonly unpricedCount: number;
}

type Component = Pick<FigureComponent, "priceClass" | "quantity" | "waivedBy" | "row">;

/** The other model's price on the same terms; for longer prompts than it tells apart, that of any. */
const sameTerms = (
  { priceClass, row }: Component,
  rows: readonly PriceRowView[],
): PriceRowView | undefined => {
  const fitting = rows.filter(
    (one) =>
      one.priceClass === priceClass &&
      one.serviceTier === (row?.serviceTier ?? "standard") &&
      one.speed === (row?.speed ?? "standard") &&
      one.inferenceGeo === (row?.inferenceGeo ?? "global"),
  );
  const promptFrom = row?.promptFromTokens ?? 0;
  return (
    fitting.find((one) => one.promptFromTokens === promptFrom) ??
    fitting.find((one) => one.promptFromTokens === 0)
  );
};

const costOf = (component: Component, rows: readonly PriceRowView[]): bigint | null => {
  if (component.waivedBy !== null) {
    return 0n;
  }
  // A tool costs the same whatever model calls it.
  if (component.row?.model === "*") {
    return component.quantity * component.row.picoUsd;
  }
  const price = sameTerms(component, rows);
  return price === undefined ? null : component.quantity * price.picoUsd;
};

/** Prices the components of a figure anew, each on its own terms (tier, speed, place, prompt length), at the prices of one model in force at a moment. */
export const whatIf = (
  components: readonly Component[],
  rows: readonly PriceRowView[],
  nowMs: number,
): WhatIf => {
  const inForce = rows.filter((row) => isPriceAt(row, nowMs));
  const costs = components.map((component) => costOf(component, inForce));
  return {
    costPicoUsd: costs.reduce<bigint>((sum, cost) => sum + (cost ?? 0n), 0n),
    unpricedCount: costs.filter((cost) => cost === null).length,
  };
};
