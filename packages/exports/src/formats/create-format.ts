import type { ExportLine, ExportRequest } from "@tokenledger/usage/exports";
import { chosenColumns, type Column } from "../columns/column.ts";
import { focusColumns } from "../columns/focus-columns.ts";
import { lineColumns } from "../columns/line-columns.ts";
import { csvFormat } from "./csv-format.ts";
import { focusFormat } from "./focus-format.ts";
import { gzipFormat } from "./gzip-format.ts";
import { jsonlFormat } from "./jsonl-format.ts";
import { parquetFormat } from "./parquet-format.ts";
import type { RowFormat } from "./row-format.ts";

const uncompressed = <Row>(
  { format, hasBom }: ExportRequest,
  columns: readonly Column<Row>[],
): RowFormat<Row> => {
  if (format === "parquet") return parquetFormat(columns);
  return format === "jsonl" ? jsonlFormat(columns) : csvFormat(columns, hasBom);
};

/** Parquet is compressed inside: it can be read only so. */
const compressed = <Row>(request: ExportRequest, format: RowFormat<Row>): RowFormat<Row> =>
  request.isGzipped && request.format !== "parquet" ? gzipFormat(format) : format;

/** The format of a view. */
export const createFormat = <Row>(
  request: ExportRequest,
  columns: readonly Column<Row>[],
): RowFormat<Row> =>
  compressed(request, uncompressed(request, chosenColumns(columns, request.columns)));

/** The format of single records. */
export const createLineFormat = (request: ExportRequest): RowFormat<ExportLine> => {
  const { format, columns, hasBom, masking } = request;
  if (format !== "focus") return createFormat(request, lineColumns(masking));
  const chosen = chosenColumns(focusColumns(masking), columns);
  return compressed(request, focusFormat(chosen, hasBom));
};
