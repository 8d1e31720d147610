import type { DateRange } from "../ports/usage-queries.ts";
import type { ReportBucket, ReportTerms } from "./anthropic-reports.ts";
import type { AnthropicKeyLink } from "./key-groups.ts";
import type { CellClass, GapKind, ReconcileCell, ReconcileGap } from "./reconcile-gap.ts";
import type { Figures } from "./report-class.ts";

/** Usage of one access key, model and terms in one bucket, as the ledger holds it. Calls to Anthropic itself only, not to a cloud platform. */
export interface CapturedUsage extends ReportTerms {
  readonly startMs: number;
  readonly accessKeyId: string;
  readonly figures: Figures;
  /** Of it: what was counted from a cut stream, a lower bound. */
  readonly provisional: Figures;
  /** Of it: what was refused (stop reason `refusal`). */
  readonly refused: Figures;
  /** Of it: what has no price. */
  readonly unpriced: Figures;
  readonly costPicoUsd: bigint;
  readonly refusedPicoUsd: bigint;
}

/** A comparison that was made. */
export interface ReconcileRun extends DateRange {
  readonly id: string;
  readonly bucket: ReportBucket;
  readonly startTime: Date;
  /** Who asked; `scheduler` for the recurring one. */
  readonly actor: string;
  /** Until when Anthropic's figures were complete. */
  readonly refreshedUntil: Date | null;
  readonly gapCount: number;
}

/** By what a report is split. */
export const reconcileGroups = ["period", "key", "model", "class"] as const;
export type ReconcileGroup = (typeof reconcileGroups)[number];

export interface ReconcileQuestion extends DateRange {
  readonly bucket: ReportBucket;
  readonly groupBy: readonly ReconcileGroup[];
}

/** Sums of cells; null in what is not asked by. */
export interface CellSum {
  readonly periodStart: Date | null;
  readonly groupId: string | null;
  readonly model: string | null;
  readonly cellClass: CellClass;
  readonly reported: bigint;
  readonly captured: bigint;
  readonly matched: bigint;
}

/** Sums of gaps; null in what is not asked by. */
export interface GapSum {
  readonly periodStart: Date | null;
  readonly groupId: string | null;
  readonly model: string | null;
  readonly cellClass: CellClass;
  readonly kind: GapKind;
  readonly quantity: bigint;
  readonly picoUsd: bigint;
  /** One of its details. */
  readonly detail: string | null;
}

/** The ledger's side of comparing with Anthropic. Every method @throws UnavailableError. */
export interface ReconcileStore {
  links(): Promise<readonly AnthropicKeyLink[]>;
  /** When the links were changed last; null: never. */
  linksChangedAt(): Promise<Date | null>;
  /** Replaces all links. @throws InvalidInputError NOT_FOUND for an access key there is not */
  setLinks(links: readonly AnthropicKeyLink[]): Promise<void>;
  captured(range: DateRange, bucket: ReportBucket): Promise<readonly CapturedUsage[]>;
  /** Keeps a comparison in place of earlier ones of its bucket and range, in one transaction. */
  save(
    run: Omit<ReconcileRun, "id" | "gapCount">,
    cells: readonly ReconcileCell[],
    gaps: readonly ReconcileGap[],
  ): Promise<ReconcileRun>;
  /** The newest, newest first; at most 100. */
  runs(): Promise<readonly ReconcileRun[]>;
  /** Sums of complete buckets, of the comparisons kept. At most 10,000. */
  cellSums(question: ReconcileQuestion): Promise<readonly CellSum[]>;
  /** Sums of all gaps, by kind. At most 10,000. */
  gapSums(question: ReconcileQuestion): Promise<readonly GapSum[]>;
}
