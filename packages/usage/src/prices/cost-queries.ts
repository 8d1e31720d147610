import type { AccessScope } from "../ports/access-scope.ts";
import type { UsageFilter } from "../ports/usage-queries.ts";
import type { LinePrice, MissingPrice, PricedCount } from "./price-line.ts";
import type { PriceClass } from "./price-class.ts";
import type { PriceRow } from "./price-row.ts";
import type { PricingRule } from "./pricing-rules.ts";

/** Why one line of a record costs what is stored. */
export interface LineExplanation extends LinePrice {
  readonly lineNumber: number;
  /** The model as recorded; `model` is the one whose prices apply. */
  readonly recordedModel: string | null;
  /** As stored; null: unpriced. Equal to `costPicoUsd`, or the line waits for a pass over unpriced lines. */
  readonly storedPicoUsd: bigint | null;
  /** Edition of the book that priced it; null: none did. */
  readonly priceVersion: number | null;
}

/** Why a record costs what it costs. */
export interface RecordExplanation {
  readonly accessKeyId: string;
  readonly eventId: string;
  readonly occurTimeMs: number;
  /** Sum of the stored costs of its priced lines. */
  readonly costPicoUsd: bigint;
  readonly unpricedLineCount: number;
  readonly lines: readonly LineExplanation[];
}

/** Tokens times one price, over all lines of a figure. */
export interface FigureComponent {
  readonly model: string | null;
  readonly count: PricedCount;
  readonly priceClass: PriceClass;
  /** Null where a rule waived the cost and no row names a price. */
  readonly row: PriceRow | null;
  readonly waivedBy: string | null;
  readonly quantity: bigint;
  readonly costPicoUsd: bigint;
}

/** What has no price, over all lines of a figure. */
export interface FigureGap extends MissingPrice {
  readonly model: string | null;
}

/** Why a figure of the page is what it is. */
export interface FigureExplanation {
  /** Sum of the stored costs. */
  readonly costPicoUsd: bigint;
  /** Largest cost first. Their costs sum to `costPicoUsd` minus `unexplainedPicoUsd`. */
  readonly components: readonly FigureComponent[];
  readonly missing: readonly FigureGap[];
  readonly unpricedLineCount: number;
  /** Rules that told how some of the lines are priced. */
  readonly rules: readonly PricingRule[];
  /** Editions of the book that priced the lines. */
  readonly priceVersions: readonly number[];
  /** Stored cost that the price rows do not account for. Anything but 0 is a bug, or somebody's hand in the tables. */
  readonly unexplainedPicoUsd: bigint;
}

/** What caching costs and saves for one key, feature and model. Figures of what was read, at the prices of each call's time. */
export interface CacheAdvice {
  readonly accessKeyId: string;
  readonly feature: string | null;
  /** As recorded. */
  readonly model: string | null;
  readonly requests: bigint;
  readonly writtenTokens: bigint;
  readonly readTokens: bigint;
  /** What the writes cost more than the same tokens as plain input. */
  readonly writePremiumPicoUsd: bigint;
  /** What the reads cost less than the same tokens as plain input. */
  readonly readSavingPicoUsd: bigint;
  /** Written tokens that were surely never read: what was written beyond all that was read. A lower bound, if a key reads its own writes. */
  readonly unreadTokensMin: bigint;
  /** What writing those cost: their share of all writes. */
  readonly unreadPicoUsd: bigint;
  /** Reuses between 5 minutes and an hour after a write from which on a one-hour write is cheaper than writing again; null: no such prices. */
  readonly breakEvenReuses: number | null;
  /** What one-hour writes instead of five-minute ones would have saved (negative: cost), by the pauses seen. An estimate. */
  readonly oneHourSavingPicoUsd: bigint;
  readonly bandGuard: BandGuard | null;
}

/** What caching costs and saves. */
export interface CacheAdviceReport {
  /** Largest possible saving first. */
  readonly rows: readonly CacheAdvice[];
  /** From here to the end of the range is what was read: the whole range, or the latest hours of one with very many requests. */
  readonly readFromDate: Date;
}

/** Prompts near or beyond the length at which a model's whole request costs more. */
export interface BandGuard {
  /** Longest prompt at the lower price, in tokens. */
  readonly promptTokensMax: number;
  readonly requestsOver: bigint;
  /** Requests from nine tenths of it up. */
  readonly requestsNear: bigint;
  /** What the requests over it cost more than at the lower price. */
  readonly extraPicoUsd: bigint;
}

/** What the usage of one model, as recorded, would have cost as another's. */
export interface WhatIfRow {
  readonly model: string | null;
  readonly lineCount: number;
  readonly requests: number;
  /** As stored. Of lines that have a price both ways, as every cost here. */
  readonly costPicoUsd: bigint;
  readonly whatIfPicoUsd: bigint;
  /** The second minus the first: negative where the other model is cheaper. */
  readonly differencePicoUsd: bigint;
}

/** What a figure would be if another model had done the work, for the same tokens: whether it would have needed as many, prices do not tell. */
export interface WhatIf extends Omit<WhatIfRow, "model" | "lineCount" | "requests"> {
  /** The model whose prices are taken; null where the name is of none, and nothing can be priced. */
  readonly model: string | null;
  /** Largest cost first. */
  readonly rows: readonly WhatIfRow[];
  /** Lines that are left out because they have no price now, and what the others cost that have none as the other model's. */
  readonly unpricedLineCount: number;
  readonly leftOutLineCount: number;
  readonly leftOutPicoUsd: bigint;
  /** What of them has no price: the recorded model, and what was counted. */
  readonly missing: readonly FigureGap[];
}

/** Questions about cost that need the lines themselves, each within a scope. Exact at every commit. */
export interface CostQueries {
  /** @throws InvalidInputError NOT_FOUND, for a record outside of the scope too */
  explainRecord(
    scope: AccessScope,
    accessKeyId: string,
    eventId: string,
  ): Promise<RecordExplanation>;
  /** Explains the sum of all lines that pass the filter; the range is exact to the millisecond. Reads every line of it. */
  explainFigure(scope: AccessScope, filter: UsageFilter): Promise<FigureExplanation>;
  /** What all lines that pass the filter would cost as another model's, each at that one's prices in force when it was called. Reads every line of the range. */
  whatIf(scope: AccessScope, filter: UsageFilter, model: string): Promise<WhatIf>;
  /** What is most worth changing first. Reads every line of the latest 50,000 requests of the range, in whole hours. */
  cacheAdvice(scope: AccessScope, filter: UsageFilter): Promise<CacheAdviceReport>;
}
