import type { CellSides, TermsFigures } from "./cell-sides.ts";
import type { GapKind } from "./reconcile-gap.ts";
import { reportClasses, type Figures, type ReportClass } from "./report-class.ts";

/** A difference of one class in one cell, classed; `terms` are those it is priced by. */
export interface TokenGap {
  readonly reportClass: ReportClass;
  readonly kind: GapKind;
  /** Above 0 where Anthropic counts more. */
  readonly quantity: bigint;
  readonly terms: string;
  readonly detail: string | null;
}

/** What is left of one class once the same tokens under other terms are set against each other. */
export interface ClassNet {
  readonly reportClass: ReportClass;
  readonly reported: bigint;
  readonly captured: bigint;
  /** Counted by both under the same terms. */
  readonly matched: bigint;
  /** Counted by both, under other terms; a part of neither `matched` nor `net`. */
  readonly moved: bigint;
  /** Reported minus captured. */
  readonly net: bigint;
  /** Terms of the largest difference, by which the net is priced. */
  readonly terms: string;
  readonly detail: string | null;
}

const DEFAULT_TERMS = "standard/standard/global";

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

interface Difference {
  readonly terms: string;
  readonly more: bigint;
}

const largest = (differences: readonly Difference[], sign: 1n | -1n): Difference | undefined =>
  differences
    .filter(({ more }) => more * sign > 0n)
    .reduce<Difference | undefined>(
      (top, each) => (top === undefined || each.more * sign > top.more * sign ? each : top),
      undefined,
    );

const sumOf = (differences: readonly Difference[], sign: 1n | -1n): bigint =>
  differences.reduce((sum, { more }) => sum + (more * sign > 0n ? more * sign : 0n), 0n);

const netOf = (reportClass: ReportClass, sides: readonly TermsFigures[]): ClassNet => {
  const differences = sides.map(({ terms, reported, captured }) => ({
    terms,
    more: reported[reportClass] - captured[reportClass],
  }));
  const [above, below] = [largest(differences, 1n), largest(differences, -1n)];
  const moved = least(sumOf(differences, 1n), sumOf(differences, -1n));
  const net = differences.reduce((sum, { more }) => sum + more, 0n);
  return {
    reportClass,
    reported: sides.reduce((sum, { reported }) => sum + reported[reportClass], 0n),
    captured: sides.reduce((sum, { captured }) => sum + captured[reportClass], 0n),
    matched: sides.reduce(
      (sum, { reported, captured }) => sum + least(reported[reportClass], captured[reportClass]),
      0n,
    ),
    moved,
    net,
    terms: (net < 0n ? below : above)?.terms ?? DEFAULT_TERMS,
    detail:
      moved > 0n ? `reported as ${above?.terms ?? ""}, recorded as ${below?.terms ?? ""}` : null,
  };
};

/** The differences of a cell, class by class. */
export const classNets = ({ byTerms }: CellSides): readonly ClassNet[] =>
  reportClasses.map((reportClass) => netOf(reportClass, [...byTerms.values()]));

const inputClasses = new Set<ReportClass>(["input", "cacheWrite5m", "cacheWrite1h", "cacheRead"]);

const isSome = (figures: Figures): boolean =>
  reportClasses.some((reportClass) => figures[reportClass] > 0n);

/**
 * Whether Anthropic's higher output is what cut streams could not see: a call that is missing misses input too, so where input agrees, and some
 * streams were cut, it is theirs.
 */
const isLowerBound = (sides: CellSides, nets: readonly ClassNet[]): boolean =>
  isSome(sides.provisional) &&
  nets.every(({ reportClass, net }) => !inputClasses.has(reportClass) || net <= 0n);

type Part = readonly [kind: GapKind, quantity: bigint];

/** What we count beyond Anthropic: first what was refused, then what cut streams may have counted in vain, then what is foreign. */
const capturedMore = ({ reportClass, net }: ClassNet, sides: CellSides): readonly Part[] => {
  const refused = least(-net, sides.refused[reportClass]);
  const estimated = least(-net - refused, sides.provisional[reportClass]);
  return [
    ["refusal", -refused],
    ["estimated", -estimated],
    ["not_reported", net + refused + estimated],
  ];
};

const reportedMore = (
  { reportClass, net }: ClassNet,
  sides: CellSides,
  nets: readonly ClassNet[],
): readonly Part[] => [
  [reportClass === "output" && isLowerBound(sides, nets) ? "estimated" : "not_captured", net],
];

/**
 * Classes the differences of a complete cell, to the token: all parts of a class add up to its difference. What moved between terms is one gap of its own,
 * counted once. Unpriced tokens are no difference in tokens: they are told beside the others.
 */
export const tokenGaps = (sides: CellSides, nets: readonly ClassNet[]): readonly TokenGap[] =>
  nets.flatMap((net) => {
    const { reportClass, terms, detail, moved } = net;
    const parts: readonly Part[] = [
      ["tier_geo_speed", moved],
      ["unpriced", sides.unpriced[reportClass]],
      ...(net.net > 0n ? reportedMore(net, sides, nets) : capturedMore(net, sides)),
    ];
    return parts
      .filter(([, quantity]) => quantity !== 0n)
      .map(([kind, quantity]) => ({
        reportClass,
        kind,
        quantity,
        terms,
        detail: kind === "tier_geo_speed" ? detail : null,
      }));
  });
