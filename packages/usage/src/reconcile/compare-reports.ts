import { cellSides, unitPrice, type CellSides, type SidesInput } from "./cell-sides.ts";
import { costGaps } from "./cost-gaps.ts";
import type { CellClass, ReconcileCell, ReconcileGap } from "./reconcile-gap.ts";
import { classNets, tokenGaps, type ClassNet, type TokenGap } from "./token-gaps.ts";

export interface Comparison {
  readonly cells: readonly ReconcileCell[];
  readonly gaps: readonly ReconcileGap[];
}

export interface ComparisonInput extends SidesInput {
  readonly bucketMs: number;
  /** Until when Anthropic's figures are complete; null: it did not say, and they are taken to be. */
  readonly refreshedUntil: Date | null;
}

interface OpenCell {
  readonly sides: CellSides;
  nets: readonly ClassNet[];
  /** Tokens that Anthropic counted one period later (below 0: earlier), with what they are worth. */
  readonly shifts: TokenGap[];
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const reduceNet = (cell: OpenCell, index: number, by: bigint): void => {
  cell.nets = cell.nets.map((net, at) =>
    at === index ? { ...net, net: net.net + by, matched: net.matched + (by > 0n ? by : 0n) } : net,
  );
};

/**
 * A record's time is when the call was made; Anthropic counts a call that crosses the end of a period in the next one. What we have too much of in a
 * period and Anthropic in the next, of one class, is the same tokens: they are taken out of both, and told as late.
 */
const settleShift = (earlier: OpenCell, later: OpenCell): void => {
  for (const [index, { reportClass, net, terms }] of earlier.nets.entries()) {
    const next = later.nets[index];
    const shift = next === undefined || net >= 0n || next.net <= 0n ? 0n : least(-net, next.net);
    if (shift > 0n) {
      reduceNet(earlier, index, shift);
      reduceNet(later, index, -shift);
      const gap = { reportClass, kind: "late", terms } as const;
      earlier.shifts.push({ ...gap, quantity: -shift, detail: "reported in the next period" });
      later.shifts.push({ ...gap, quantity: shift, detail: "recorded in the period before" });
    }
  }
};

const keyOf = ({ groupId, model }: CellSides): string => JSON.stringify([groupId, model]);

const settleShifts = (cells: readonly OpenCell[], bucketMs: number): void => {
  const before = new Map<string, OpenCell>();
  for (const cell of cells) {
    const key = keyOf(cell.sides);
    const earlier = before.get(key);
    if (earlier !== undefined && earlier.sides.startMs + bucketMs === cell.sides.startMs) {
      settleShift(earlier, cell);
    }
    before.set(key, cell);
  }
};

const cellsOf = (
  { sides, nets }: { readonly sides: CellSides; readonly nets: readonly ClassNet[] },
  isComplete: boolean,
): readonly ReconcileCell[] => {
  const { startMs, groupId, model, listPicoUsd, capturedPicoUsd } = sides;
  const cell = (
    cellClass: CellClass,
    reported: bigint,
    captured: bigint,
    matched: bigint,
  ): ReconcileCell => ({
    startMs,
    groupId,
    model,
    cellClass,
    reported,
    captured,
    matched,
    isComplete,
  });
  return [
    ...nets.map((net) => cell(net.reportClass, net.reported, net.captured, net.matched)),
    cell("cost", listPicoUsd, capturedPicoUsd, least(listPicoUsd, capturedPicoUsd)),
  ].filter(({ reported, captured }) => reported > 0n || captured > 0n);
};

/** What one token of a gap is worth. What moved between terms costs what it costs: told by what is left. A refusal we priced at nothing is worth nothing. */
const worthOf = (sides: CellSides, gap: TokenGap, book: SidesInput["book"]): bigint => {
  const isFree = gap.kind === "refusal" && sides.refusedPicoUsd === 0n;
  if (isFree || gap.kind === "tier_geo_speed") return 0n;
  return unitPrice(book, sides.model, gap.terms, gap.reportClass, sides.startMs) ?? 0n;
};

const priced = (sides: CellSides, gap: TokenGap, book: SidesInput["book"]): ReconcileGap => ({
  startMs: sides.startMs,
  groupId: sides.groupId,
  model: sides.model,
  cellClass: gap.reportClass,
  kind: gap.kind,
  quantity: gap.quantity,
  picoUsd: gap.quantity * worthOf(sides, gap, book),
  detail: gap.detail,
});

/** Everything of a period that Anthropic may still add to is late, whichever side has more. */
const lateGaps = (nets: readonly ClassNet[]): readonly TokenGap[] =>
  nets
    .filter(({ net }) => net !== 0n)
    .map(({ reportClass, net, terms }) => ({
      reportClass,
      kind: "late",
      quantity: net,
      terms,
      detail: "not counted that far yet",
    }));

/**
 * Compares what Anthropic reports with what the ledger holds, to the token, and classes every difference.
 *
 * The gaps of a cell and class add up to reported minus captured (`tier_geo_speed` and `unpriced` beside them: they are no difference in tokens). Pure.
 */
export const compareReports = (input: ComparisonInput): Comparison => {
  const { book, bucketMs, refreshedUntil } = input;
  const untilMs = refreshedUntil?.getTime() ?? Infinity;
  const open = cellSides(input).map((sides): OpenCell => ({
    sides,
    nets: classNets(sides),
    shifts: [],
  }));
  const isComplete = ({ sides }: OpenCell): boolean => sides.startMs + bucketMs <= untilMs;
  const complete = open.filter(isComplete);
  settleShifts(complete, bucketMs);
  const gaps = open.flatMap((cell) => {
    const { sides, nets, shifts } = cell;
    if (!isComplete(cell)) return lateGaps(nets).map((gap) => priced(sides, gap, book));
    const inTokens = [...shifts, ...tokenGaps(sides, nets)].map((gap) => priced(sides, gap, book));
    return [...inTokens, ...costGaps(sides, inTokens)];
  });
  return { cells: open.flatMap((cell) => cellsOf(cell, isComplete(cell))), gaps };
};
