import { reconcileGroups, reportBuckets, type ReportBucket } from "@tokenledger/usage/reconcile";
import { z } from "zod";
import { forward, Id, isForward, searchText } from "../usage/usage-inputs.ts";

const DAY_MS = 86_400_000;
const LINKS_MAX = 5_000;

/** Longest range of a question, in days. */
export const reconcileDaysMax: Readonly<Record<ReportBucket, number>> = { hour: 31, day: 366 };

const range = {
  /** Included; cut to whole UTC hours or days. */
  startDate: z.date(),
  /** Not included. */
  endDate: z.date(),
  bucket: z.enum(reportBuckets).default("day"),
};

interface Range {
  readonly startDate: Date;
  readonly endDate: Date;
  readonly bucket: ReportBucket;
}

const isShort = ({ startDate, endDate, bucket }: Range): boolean =>
  endDate.getTime() - startDate.getTime() <= reconcileDaysMax[bucket] * DAY_MS;
const short = {
  error: "is too far from startDate for this bucket (hour 31, day 366 days)",
  path: ["endDate"],
};

/** A range to compare. A dry run unless told otherwise: it compares and keeps nothing. */
export const ReconcileRunInput = z
  .object({ ...range, dryRun: z.boolean().default(true) })
  .refine(isForward, forward)
  .refine(isShort, short);

/** What is asked of earlier comparisons. */
export const ReconcileReportInput = z
  .object({
    ...range,
    /** By what the table is split; each once. */
    groupBy: z
      .array(z.enum(reconcileGroups))
      .max(reconcileGroups.length)
      .default(["key", "model", "class"]),
  })
  .refine(isForward, forward)
  .refine(isShort, short);

/** All links: what is not among them is unlinked. */
export const SetLinksInput = z.object({
  links: z
    .array(
      z.object({
        apiKeyId: searchText(128),
        accessKeyId: Id,
        workspaceId: searchText(128).nullable().default(null),
      }),
    )
    .max(LINKS_MAX)
    .refine(
      (links) =>
        new Set(links.map(({ apiKeyId, accessKeyId }) => `${accessKeyId} ${apiKeyId}`)).size ===
        links.length,
      { error: "must name each pair of keys once" },
    ),
});
