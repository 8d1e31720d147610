import type { ExportLine } from "@tokenledger/usage/exports";
import type { Column } from "../columns/column.ts";
import { FocusCharges, type FocusCharge } from "../columns/focus-charge.ts";
import { csvFormat } from "./csv-format.ts";
import type { RowFormat } from "./row-format.ts";

const CHARGES_MAX = 5_000;

/** FOCUS as CSV: lines added up hour by hour. A flush may cut an hour into two rows of the same kind; sums stay. */
export const focusFormat = (
  columns: readonly Column<FocusCharge>[],
  hasBom: boolean,
): RowFormat<ExportLine> => {
  const csv = csvFormat(columns, hasBom);
  const charges = new FocusCharges(CHARGES_MAX);
  const rest = async (): Promise<Uint8Array> => csv.write(charges.take());
  return {
    isResumable: true,
    open: async () => csv.open(),
    write: async (lines) => csv.write(charges.add(lines)),
    flush: rest,
    end: rest,
  };
};
