import type { DimensionType } from "../record/totals.ts";
import type { RecordFilter, TimeView, TrendGroup } from "../ports/usage-queries.ts";
import type { ZonedPeriodType } from "../periods/zoned-periods.ts";

/** `focus`: the columns of the FinOps Open Cost and Usage Specification 1.2, hour by hour, as CSV. */
export const exportFormats = ["csv", "jsonl", "parquet", "focus"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** `masked`: nobody's name, session or tags. `none`: everything as it was recorded. */
export const exportMaskings = ["masked", "none"] as const;
export type ExportMasking = (typeof exportMaskings)[number];

/** Which records. */
export interface ExportFilter extends RecordFilter {
  readonly requestId?: string | undefined;
  readonly messageId?: string | undefined;
}

/** What a view shows. */
export type ExportViewFilter = RecordFilter & Pick<TimeView, "timeZone">;

/** What is taken away: every line of every record that passes a filter, or a view as the page shows it. */
export type ExportSubject =
  | { readonly kind: "records"; readonly filter: ExportFilter }
  | {
      readonly kind: "statistics";
      readonly dimensionType: DimensionType;
      readonly aggregationPeriod: ZonedPeriodType;
      readonly filter: ExportViewFilter;
    }
  | {
      readonly kind: "trends";
      readonly groupBy: TrendGroup;
      readonly aggregationPeriod: ZonedPeriodType;
      readonly filter: ExportViewFilter;
    };

export interface ExportRequest {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  /** Whether CSV or JSONL is compressed by gzip. */
  readonly isGzipped: boolean;
  /** Whether CSV opens with a byte order mark, by which Excel knows UTF-8. */
  readonly hasBom: boolean;
  /** Names of columns, in the order wanted; null for all. */
  readonly columns: readonly string[] | null;
  readonly masking: ExportMasking;
}
