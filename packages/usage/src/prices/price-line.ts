import type { CollectedRecord } from "../record/collected-record.ts";
import type { UsageLine } from "../record/usage-line.ts";
import type { PriceBook } from "./price-book.ts";
import type { PriceClass } from "./price-class.ts";
import type { PriceRow } from "./price-row.ts";
import { pricingRules, type PricingRule } from "./pricing-rules.ts";

/** What a line's price depends on beside the line. */
export interface PriceContext extends Pick<
  CollectedRecord,
  "occurTimeMs" | "quality" | "outcome" | "platform" | "stopReason"
> {
  /** 0 is the message itself; lines after it are billed beside it. */
  readonly lineIndex: number;
  /**
   * Tokens of the prompt that chooses the band. Default: the line's own. Given where lines of one band are priced as one: the band is that
   * of any of them, not of their sum.
   */
  readonly promptTokens?: number;
}

/** A count of a line that is priced. */
export type PricedCount =
  | "inputTokens"
  | "cacheWrite5mTokens"
  | "cacheWrite1hTokens"
  | "cacheWriteUnsplitTokens"
  | "cacheReadTokens"
  | "outputTokens"
  | "webSearchRequests"
  | "webFetchRequests";

/** One count times one price. */
export interface PriceComponent {
  readonly count: PricedCount;
  readonly priceClass: PriceClass;
  /** Tokens, or requests of a server tool. */
  readonly quantity: bigint;
  /** Null where a rule waives the cost and no row names a price. */
  readonly row: PriceRow | null;
  /** Rule by which nothing is charged; null: quantity times the row's price. */
  readonly waivedBy: string | null;
  readonly costPicoUsd: bigint;
}

/** A count that has no price, and why. */
export interface MissingPrice {
  readonly count: PricedCount;
  readonly priceClass: PriceClass;
  readonly quantity: bigint;
  /** `model-not-named`: the record names no model. `model-unknown`: the book does not know it. `no-price`: no row for these terms at that time. */
  readonly reason: "model-not-named" | "model-unknown" | "no-price";
}

/** Why a line costs what it costs. */
export interface LinePrice {
  /** Exactly the sum of the components. Null: unpriced, because something is missing; never a part of the cost. */
  readonly costPicoUsd: bigint | null;
  /** Plain id of the model whose prices apply. */
  readonly model: string | null;
  readonly components: readonly PriceComponent[];
  readonly missing: readonly MissingPrice[];
  readonly rules: readonly PricingRule[];
}

/** A count, and the class whose prices apply to it. */
interface CountClass {
  readonly count: PricedCount;
  readonly priceClass: PriceClass;
}

const pricedCounts: readonly CountClass[] = [
  { count: "inputTokens", priceClass: "input" },
  { count: "cacheWrite5mTokens", priceClass: "cacheWrite5m" },
  { count: "cacheWrite1hTokens", priceClass: "cacheWrite1h" },
  { count: "cacheWriteUnsplitTokens", priceClass: "cacheWrite5m" },
  { count: "cacheReadTokens", priceClass: "cacheRead" },
  { count: "outputTokens", priceClass: "output" },
  { count: "webSearchRequests", priceClass: "webSearch" },
  { count: "webFetchRequests", priceClass: "webFetch" },
];

/** Values of `inference_geo` that mean no choice of geography (SDK 1.12.0; Claude Code writes ""). */
const GLOBAL_GEO = new Set(["", "not_available", "global"]);

/** Tokens of the whole prompt of a line: input, cache reads and cache writes. Chooses the band. */
export const promptTokensOf = (line: UsageLine): number =>
  line.inputTokens +
  line.cacheWrite5mTokens +
  line.cacheWrite1hTokens +
  line.cacheWriteUnsplitTokens +
  line.cacheReadTokens;

const isTool = (priceClass: PriceClass): boolean =>
  priceClass === "webSearch" || priceClass === "webFetch";

const waiverOf = (line: UsageLine, context: PriceContext): PricingRule | null => {
  const rule = pricingRules.refusalWithoutOutput;
  const isDeclined =
    line.kind === "message" &&
    line.outputTokens === 0 &&
    (context.lineIndex > 0 || context.stopReason === "refusal");
  return isDeclined && context.occurTimeMs >= rule.validFromMs ? rule : null;
};

const findRow = (
  line: UsageLine,
  priceClass: PriceClass,
  context: PriceContext,
  model: string | null,
  book: PriceBook,
): PriceRow | null => {
  const timeMs = context.occurTimeMs;
  if (isTool(priceClass)) return book.findTool(priceClass, timeMs);
  if (model === null) return null;
  const geo = line.inferenceGeo ?? "";
  return book.find({
    model,
    priceClass,
    serviceTier: line.serviceTier ?? "standard",
    speed: line.speed ?? "standard",
    inferenceGeo: GLOBAL_GEO.has(geo) ? "global" : geo,
    promptTokens: context.promptTokens ?? promptTokensOf(line),
    timeMs,
  });
};

const hasBand = (row: PriceRow): boolean => row.promptFromTokens > 0 || row.promptToTokens !== null;

const lacksLabel = (line: UsageLine): boolean =>
  line.serviceTier === null || line.speed === null || line.inferenceGeo === null;

/** Rules that told how a line without usage is read. */
const emptyLineRules = (context: PriceContext): readonly PricingRule[] => {
  if (context.quality !== "none") return [];
  return [context.outcome === "error" ? pricingRules.failedCall : pricingRules.unseenUsage];
};

const rulesOf = (
  line: UsageLine,
  context: PriceContext,
  components: readonly PriceComponent[],
  waiver: PricingRule | null,
): readonly PricingRule[] => {
  if (waiver !== null) return [waiver];
  const applied: readonly (readonly [boolean, PricingRule])[] = [
    [line.cacheWriteUnsplitTokens > 0, pricingRules.unsplitCacheWrite],
    [components.some(({ row }) => row !== null && hasBand(row)), pricingRules.promptBand],
    [context.quality === "provisional", pricingRules.provisional],
    [lacksLabel(line), pricingRules.missingLabels],
    [context.platform !== "anthropic", pricingRules.cloudAtList],
  ];
  return applied.filter(([applies]) => applies).map(([, rule]) => rule);
};

const missingReason = (line: UsageLine, model: string | null): MissingPrice["reason"] => {
  if (line.model === null) return "model-not-named";
  return model === null ? "model-unknown" : "no-price";
};

/** What so much costs; null where neither a row nor a rule says it. */
const costOf = (
  quantity: bigint,
  row: PriceRow | null,
  waiver: PricingRule | null,
): bigint | null => {
  if (waiver !== null) return 0n;
  return row === null ? null : quantity * row.picoUsd;
};

/** The model whose prices apply: its plain id. */
const pricedModel = ({ model }: UsageLine, book: PriceBook): string | null =>
  model === null ? null : book.resolve(model);

/** The cost that {@link priceLine} finds, without its reasons: for who prices every record, at a fraction of the garbage. */
export const costOfLine = (
  line: UsageLine,
  context: PriceContext,
  book: PriceBook,
): bigint | null => {
  const model = pricedModel(line, book);
  const waiver = waiverOf(line, context);
  let sum = 0n;
  for (const { count, priceClass } of pricedCounts) {
    if (line[count] !== 0) {
      const row = findRow(line, priceClass, context, model, book);
      const cost = costOf(BigInt(line[count]), row, waiver);
      if (cost === null) return null;
      sum += cost;
    }
  }
  return sum;
};

/**
 * Prices one line at the time the call occurred, and says why.
 *
 * Pure and exact: whole pico-USD, the cost is the sum of its components, and the same line, context and book give the same answer for ever.
 * A count without a price makes the whole line unpriced (null), never cheaper. A line that counts nothing costs 0, whatever its model.
 */
export const priceLine = (line: UsageLine, context: PriceContext, book: PriceBook): LinePrice => {
  const model = pricedModel(line, book);
  const waiver = waiverOf(line, context);
  const components: PriceComponent[] = [];
  const missing: MissingPrice[] = [];
  for (const { count, priceClass } of pricedCounts) {
    if (line[count] === 0) continue;
    const quantity = BigInt(line[count]);
    const row = findRow(line, priceClass, context, model, book);
    const costPicoUsd = costOf(quantity, row, waiver);
    if (costPicoUsd === null) {
      missing.push({ count, priceClass, quantity, reason: missingReason(line, model) });
    } else {
      const waivedBy = waiver?.id ?? null;
      components.push({ count, priceClass, quantity, row, waivedBy, costPicoUsd });
    }
  }
  const isEmpty = components.length === 0 && missing.length === 0;
  return {
    costPicoUsd:
      missing.length === 0
        ? components.reduce((sum, component) => sum + component.costPicoUsd, 0n)
        : null,
    model,
    components,
    missing,
    rules: isEmpty ? emptyLineRules(context) : rulesOf(line, context, components, waiver),
  };
};
