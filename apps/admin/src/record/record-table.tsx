import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement, ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { useMinute } from "../period/use-minute.ts";
import { classNames } from "../ui/class-names.ts";
import { Table } from "../ui/table.tsx";
import { recordAddress } from "../view/record-address.ts";
import { RecordHeads, RecordRow } from "./record-row.tsx";
import { useArrivals } from "./use-arrivals.ts";

interface RecordTableProps {
  readonly caption: string;
  readonly rows: readonly DetailRow[];
  /** Wraps a row's moment into the link that opens it. */
  readonly renderLink: (row: DetailRow, moment: string) => ReactNode;
}

/** Records, one a row, newest first. */
export const RecordTable = ({ caption, rows, renderLink }: RecordTableProps): ReactElement => {
  const { format } = useLocale();
  const nowMs = useMinute();
  const arrivals = useArrivals(rows);
  return (
    <Table caption={caption} head={<RecordHeads />}>
      {rows.map((row) => {
        const address = recordAddress(row);
        const moment = format.shortMoment(row.occurTimeMs, nowMs);
        return (
          <RecordRow
            className={classNames(arrivals.has(address) && "animate-arrive")}
            key={address}
            row={row}
          >
            {renderLink(row, moment)}
          </RecordRow>
        );
      })}
    </Table>
  );
};
