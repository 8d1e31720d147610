import { dimensionTypes, trendGroups } from "@tokenledger/usage";
import {
  columnNamesOf,
  exportFormats,
  exportMaskings,
  type ExportSubject,
} from "@tokenledger/usage/exports";
import { zonedPeriodTypes, type ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import { z } from "zod";
import { OverviewInput, rangeDaysMax, searchText } from "../usage/usage-inputs.ts";

const COLUMNS_MAX = 100;
const LIST_MAX = 100;
const DAY_MS = 86_400_000;

const aggregationPeriod = z.enum(zonedPeriodTypes).default("day");

const isShort = (view: {
  readonly filter: { readonly startDate: Date; readonly endDate: Date };
  readonly aggregationPeriod: ZonedPeriodType;
}): boolean =>
  view.filter.endDate.getTime() - view.filter.startDate.getTime() <=
  rangeDaysMax[view.aggregationPeriod] * DAY_MS;
const short = {
  error:
    "is too far from startDate for this aggregationPeriod (hour 16, day 400, week 2800, month 3660 days)",
  path: ["filter", "endDate"],
};

const Subject = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("records"),
    filter: OverviewInput,
    requestId: searchText(128).optional(),
    messageId: searchText(128).optional(),
  }),
  z
    .object({
      kind: z.literal("statistics"),
      dimensionType: z.enum(dimensionTypes),
      aggregationPeriod,
      filter: OverviewInput,
    })
    .refine(isShort, short),
  z
    .object({
      kind: z.literal("trends"),
      groupBy: z.enum(trendGroups).default("none"),
      aggregationPeriod,
      filter: OverviewInput,
    })
    .refine(isShort, short),
]);

/** The subject as the ports have it. */
export const subjectOf = (subject: z.output<typeof Subject>): ExportSubject => {
  if (subject.kind !== "records") return subject;
  const { kind, filter, ...more } = subject;
  return { kind, filter: { ...filter, ...more } };
};

interface Choice {
  readonly subject: z.output<typeof Subject>;
  readonly format: (typeof exportFormats)[number];
  readonly columns?: readonly string[] | null | undefined;
}

const areKnown = ({ subject, format, columns }: Choice): boolean => {
  const known = columnNamesOf(subjectOf(subject), format);
  return known === null || (columns ?? []).every((name) => known.includes(name));
};

/** What is to be taken away, and how. */
export const CreateExportInput = z
  .object({
    subject: Subject,
    format: z.enum(exportFormats).default("csv"),
    isGzipped: z.boolean().default(false),
    hasBom: z.boolean().default(false),
    columns: z.array(z.string().max(64)).min(1).max(COLUMNS_MAX).nullish(),
    masking: z.enum(exportMaskings).default("masked"),
  })
  .refine(({ subject, format }) => format !== "focus" || subject.kind === "records", {
    error: "must be csv, jsonl or parquet: FOCUS describes records",
    path: ["format"],
  })
  .refine(({ format, isGzipped }) => format !== "parquet" || !isGzipped, {
    error: "must be false: Parquet compresses by itself",
    path: ["isGzipped"],
  })
  .refine(({ format, columns }) => format !== "focus" || (columns ?? null) === null, {
    error: "cannot be chosen: FOCUS says which there are",
    path: ["columns"],
  })
  .refine(areKnown, { error: "has a name that is no column here", path: ["columns"] });

export const ExportIdInput = z.object({ id: z.uuid() });

export const ListExportsInput = z.object({
  /** Only those asked for before this one. */
  beforeId: z.uuid().nullish(),
  countMax: z.int().min(1).max(LIST_MAX).default(50),
});

export const DownloadInput = z.object({ id: z.uuid(), fileName: z.string().min(1).max(256) });
