import { KeyGroups, type AnthropicKeyLink, type KeyGroup } from "./key-groups.ts";
import { gapDescriptions, gapKinds, type CellClass, type GapKind } from "./reconcile-gap.ts";
import type { CellSum, GapSum } from "./reconcile-store.ts";

/** A classed difference of one row, or of the whole. */
export interface ReportGap {
  readonly kind: GapKind;
  readonly description: string;
  /** Tokens or requests; above 0 where Anthropic counts more. */
  readonly quantity: bigint;
  readonly picoUsd: bigint;
  readonly detail: string | null;
}

/** One row of the table. What it is not split by is null. */
export interface ReportRow {
  readonly periodStart: Date | null;
  readonly key: KeyGroup | null;
  readonly model: string | null;
  /** Null where it is not split by class: then tokens of all classes; money is in `costs`. */
  readonly cellClass: CellClass | null;
  readonly reported: bigint;
  readonly captured: bigint;
  readonly matched: bigint;
  /** `matched` of the larger side, in hundredths of a percent, cut: 10,000 only where nothing differs. */
  readonly shareBasisPoints: number;
  /** Reported list price and our own cost, in pico-USD. */
  readonly listPicoUsd: bigint;
  readonly capturedPicoUsd: bigint;
  readonly gaps: readonly ReportGap[];
}

/** The whole of a report. */
export interface ReportTotals {
  readonly reportedTokens: bigint;
  readonly capturedTokens: bigint;
  readonly matchedTokens: bigint;
  readonly tokenShareBasisPoints: number;
  readonly listPicoUsd: bigint;
  readonly capturedPicoUsd: bigint;
  readonly costShareBasisPoints: number;
  /** Every kind, those of which there is nothing too. */
  readonly gaps: readonly ReportGap[];
}

const WHOLE_BASIS_POINTS = 10_000n;

/** What part of the larger side both have. Nothing on either side is all of it. */
export const shareOf = (reported: bigint, captured: bigint, matched: bigint): number => {
  const larger = reported > captured ? reported : captured;
  return larger === 0n
    ? Number(WHOLE_BASIS_POINTS)
    : Number((matched * WHOLE_BASIS_POINTS) / larger);
};

const isTokens = ({ cellClass }: { readonly cellClass: CellClass }): boolean =>
  cellClass !== "cost" && cellClass !== "webSearch";

const total = (cells: readonly CellSum[], of: "reported" | "captured" | "matched"): bigint =>
  cells.reduce((sum, cell) => sum + cell[of], 0n);

const gapOf = (kind: GapKind, gaps: readonly GapSum[]): ReportGap => ({
  kind,
  description: gapDescriptions[kind],
  quantity: gaps.reduce((sum, { quantity }) => sum + quantity, 0n),
  picoUsd: gaps.reduce((sum, { picoUsd }) => sum + picoUsd, 0n),
  detail: gaps.find(({ detail }) => detail !== null)?.detail ?? null,
});

const kindsOf = (gaps: readonly GapSum[]): readonly ReportGap[] =>
  gapKinds.flatMap((kind) => {
    const same = gaps.filter((gap) => gap.kind === kind);
    return same.length === 0 ? [] : [gapOf(kind, same)];
  });

/** The sums of all cells and gaps. */
export const reportTotals = (cells: readonly CellSum[], gaps: readonly GapSum[]): ReportTotals => {
  const tokens = cells.filter(isTokens);
  const costs = cells.filter(({ cellClass }) => cellClass === "cost");
  const [reported, captured] = [total(tokens, "reported"), total(tokens, "captured")];
  const [list, ours] = [total(costs, "reported"), total(costs, "captured")];
  return {
    reportedTokens: reported,
    capturedTokens: captured,
    matchedTokens: total(tokens, "matched"),
    tokenShareBasisPoints: shareOf(reported, captured, total(tokens, "matched")),
    listPicoUsd: list,
    capturedPicoUsd: ours,
    costShareBasisPoints: shareOf(list, ours, total(costs, "matched")),
    gaps: gapKinds.map((kind) =>
      gapOf(
        kind,
        gaps.filter((gap) => gap.kind === kind),
      ),
    ),
  };
};

interface Split {
  readonly periodStart: Date | null;
  readonly groupId: string | null;
  readonly model: string | null;
  readonly cellClass: CellClass;
}

const keyOf = ({ periodStart, groupId, model, cellClass }: Split, byClass: boolean): string =>
  JSON.stringify([periodStart?.getTime() ?? null, groupId, model, byClass ? cellClass : null]);

const rowOf = (
  { periodStart, groupId, model, cellClass }: Split,
  cells: readonly CellSum[],
  gaps: readonly GapSum[],
  { groups, byClass }: { readonly groups: KeyGroups; readonly byClass: boolean },
): ReportRow => {
  const counted = byClass ? cells : cells.filter(isTokens);
  const costs = cells.filter((cell) => cell.cellClass === "cost");
  const reported = total(counted, "reported");
  const captured = total(counted, "captured");
  const matched = total(counted, "matched");
  return {
    periodStart,
    key: groupId === null ? null : groups.describe(groupId),
    model,
    cellClass: byClass ? cellClass : null,
    reported,
    captured,
    matched,
    shareBasisPoints: shareOf(reported, captured, matched),
    listPicoUsd: total(costs, "reported"),
    capturedPicoUsd: total(costs, "captured"),
    gaps: kindsOf(gaps),
  };
};

/** The rows of the table, in the order of the sums; a row of which only gaps are known (a period not complete) has no figures. */
export const reportRows = (
  cells: readonly CellSum[],
  gaps: readonly GapSum[],
  links: readonly AnthropicKeyLink[],
  byClass: boolean,
): readonly ReportRow[] => {
  const groups = new KeyGroups(links);
  const cellsByKey = Map.groupBy(cells, (cell) => keyOf(cell, byClass));
  const gapsByKey = Map.groupBy(gaps, (gap) => keyOf(gap, byClass));
  const keys = new Map([...cells, ...gaps].map((each) => [keyOf(each, byClass), each] as const));
  return [...keys].map(([key, split]) =>
    rowOf(split, cellsByKey.get(key) ?? [], gapsByKey.get(key) ?? [], { groups, byClass }),
  );
};
