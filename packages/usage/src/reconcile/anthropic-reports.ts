import type { DateRange } from "../ports/usage-queries.ts";
import type { Figures, ReportClass } from "./report-class.ts";

/** How finely reports are cut; buckets start at whole UTC hours or days. */
export const reportBuckets = ["hour", "day"] as const;
export type ReportBucket = (typeof reportBuckets)[number];

/** What a price depends on beside the class. `standard` and `global` where nothing is said. */
export interface ReportTerms {
  readonly model: string | null;
  readonly serviceTier: string;
  readonly speed: string;
  readonly inferenceGeo: string;
}

/** Usage of one Anthropic key, model and terms in one bucket, as Anthropic counted it. */
export interface ReportedUsage extends ReportTerms {
  /** Start of the bucket, epoch milliseconds. */
  readonly startMs: number;
  /** Null: no API key authenticated it (the Console, OAuth). */
  readonly apiKeyId: string | null;
  readonly figures: Figures;
}

/** Cost of one Anthropic key, model and class in one bucket, in pico-USD. */
export interface ReportedCost {
  readonly startMs: number;
  readonly apiKeyId: string | null;
  readonly model: string | null;
  /** Null: code execution, session time, and whatever else is billed beside tokens. */
  readonly reportClass: ReportClass | null;
  /** After discounts, before credits. */
  readonly chargedPicoUsd: bigint;
  /** Before discounts. */
  readonly listPicoUsd: bigint;
}

/** A whole report. */
export interface AnthropicReport<Row> {
  readonly rows: readonly Row[];
  /** Usage before this instant is in it (`data_refreshed_at`, the oldest of its pages); null where Anthropic does not say. */
  readonly refreshedUntil: Date | null;
}

/** What Anthropic says was used and what it costs. Reads only; the same range may give more later, until it is refreshed. */
export interface AnthropicReports {
  /** @throws UnavailableError when Anthropic does not answer, UnauthenticatedError for a key that may not ask */
  usage(range: DateRange, bucket: ReportBucket): Promise<AnthropicReport<ReportedUsage>>;
  /** @throws as `usage` */
  cost(range: DateRange, bucket: ReportBucket): Promise<AnthropicReport<ReportedCost>>;
}
