import type { UsageQueries } from "@tokenledger/usage";
import type { ClaimedExport, ExportSubject } from "@tokenledger/usage/exports";
import { numberedNames, viewColumns, type ViewRow } from "../columns/view-row.ts";
import { createFormat } from "../formats/create-format.ts";
import type { ExportTools, WrittenPart } from "./export-tools.ts";
import { totalsOfRows } from "./totals.ts";

type View = Exclude<ExportSubject, { kind: "records" }>;

const groupNames = {
  none: null,
  access_key: "accessKeyId",
  user: "user",
  model: "model",
  feature: "feature",
} as const;

const groupOf = (view: View): keyof typeof groupNames =>
  view.kind === "statistics" ? view.dimensionType : view.groupBy;

const rowsOf = async (
  { job }: ClaimedExport,
  view: View,
  queries: UsageQueries,
): Promise<readonly ViewRow[]> => {
  const { aggregationPeriod, filter } = view;
  if (view.kind === "trends") {
    const { points } = await queries.trends(job.scope, aggregationPeriod, view.groupBy, filter);
    return points;
  }
  const rows = await queries.statistics(job.scope, view.dimensionType, aggregationPeriod, filter);
  return rows.map((row) => Object.assign({}, row, { group: row.dimensionId }));
};

const masked = (rows: readonly ViewRow[]): readonly ViewRow[] => {
  const nameOf = numberedNames();
  return rows.map((row) => Object.assign({}, row, { group: nameOf(row.group) }));
};

/** Writes a view as the page asks for it, by the very query of the page. Views are bounded by the limits of their questions. */
export const writeView = async (
  claim: ClaimedExport,
  view: View,
  { queries, files, lease, partName }: ExportTools,
): Promise<WrittenPart> => {
  const { id, request } = claim.job;
  const snapshotTime = new Date();
  const found = await rowsOf(claim, view, queries);
  const group = groupOf(view);
  const rows = group === "user" && request.masking === "masked" ? masked(found) : found;
  const format = createFormat(request, viewColumns(groupNames[group]));
  const sink = await files.create(id, partName);
  try {
    await sink.write(await format.open());
    await sink.write(await format.write(rows));
    await sink.write(await format.end());
    await sink.sync();
    const totals = totalsOfRows(rows);
    lease.report(totals.rows, totals.rows, sink.byteCount);
    lease.assertHeld();
    return { totals, byteCount: sink.byteCount, snapshotTime };
  } finally {
    await sink.close();
  }
};
