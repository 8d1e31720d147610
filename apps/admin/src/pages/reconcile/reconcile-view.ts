import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterOutputs } from "@trpc/server";
import type { Span } from "../../period/range.ts";
import { DAY_MS } from "../../period/utc-day.ts";

type Answers = inferRouterOutputs<AdminRouter>["reconcile"];

/** How far the ledger agrees with Anthropic's reports. */
export type ReconcileReportView = Answers["report"];
export type ReportTotalsView = ReconcileReportView["totals"];
export type ReportRowView = ReconcileReportView["rows"][number];
export type ReportGapView = ReportTotalsView["gaps"][number];
/** Which Anthropic key an access key's calls are made with. */
export type LinkView = Answers["links"][number];

/** Of when a comparison is, cut to whole days. */
export interface ReconcileRange {
  readonly startDate: Date;
  readonly endDate: Date;
  readonly bucket?: "day" | "hour" | undefined;
}

const DAYS_MAX = 366;

/** The range as the procedures take it: days, and no more of them than may be asked for. */
export const reconcileRange = ({ startMs, endMs }: Span): ReconcileRange => ({
  startDate: new Date(Math.max(startMs, endMs - DAYS_MAX * DAY_MS)),
  endDate: new Date(endMs),
  bucket: "day",
});
