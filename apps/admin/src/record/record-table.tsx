import type { DetailRow } from "@tokenledger/usage";
import { useEffect, useState, type ReactElement, type ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { useMinute } from "../period/use-minute.ts";
import { classNames } from "../ui/class-names.ts";
import { Cell, HeadCell, Table } from "../ui/table.tsx";
import { recordAddress } from "../view/record-address.ts";
import { newAddresses } from "./new-addresses.ts";
import { CostText } from "./cost-text.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { recordSums } from "./record-sums.ts";

/** The classes of the link in a row's first cell: it covers the row, so that the whole row can be clicked and one thing has focus. */
export const rowLinkClass = "after:absolute after:inset-0 font-medium hover:text-accent";

interface RecordTableProps {
  readonly caption: string;
  readonly rows: readonly DetailRow[];
  /** The open record's address; null for none. */
  readonly openAddress: string | null;
  /** Wraps a row's moment into the link that opens it. */
  readonly renderLink: (row: DetailRow, moment: string) => ReactNode;
}

/** A name that may be long: cut on the page, whole in the title. */
const LongCell = ({
  text,
  shown = text,
  whenNone,
}: {
  readonly text: string | null;
  /** A shorter form of the text, for the page. */
  readonly shown?: string | null;
  readonly whenNone: string;
}): ReactElement => (
  <Cell className="max-w-32 truncate" title={text ?? whenNone}>
    {shown ?? <span className="text-ink-soft">{whenNone}</span>}
  </Cell>
);

/** Every model begins with `claude-`; in a narrow column the rest says more. */
const shortModel = (model: string | null): string | null => model?.replace(/^claude-/, "") ?? null;

const Row = ({
  row,
  className,
  children,
}: {
  readonly row: DetailRow;
  readonly className: string;
  readonly children: ReactNode;
}): ReactElement => {
  const { t, format } = useLocale();
  const sums = recordSums(row.lines);
  return (
    <tr className={classNames("relative hover:bg-sunken", className)}>
      <Cell>{children}</Cell>
      <LongCell text={row.user} whenNone={t.requests.anonymous} />
      <LongCell text={row.accessKeyName} whenNone="–" />
      <LongCell shown={shortModel(row.model)} text={row.model} whenNone="–" />
      <LongCell text={row.feature} whenNone="–" />
      <Cell>
        <OutcomeBadge errorType={row.errorType} outcome={row.outcome} />
      </Cell>
      <Cell isNumber>{format.exact(sums.input)}</Cell>
      <Cell isNumber>{format.exact(sums.cacheWrite)}</Cell>
      <Cell isNumber>{format.exact(sums.cacheRead)}</Cell>
      <Cell isNumber>{format.exact(sums.output)}</Cell>
      <Cell isNumber>
        <CostText record={row} />
      </Cell>
      <Cell isNumber>{row.durationMs === null ? "–" : format.duration(row.durationMs)}</Cell>
    </tr>
  );
};

const Head = (): ReactElement => {
  const { t } = useLocale();
  const { columns } = t.requests;
  return (
    <>
      {[
        columns.time,
        columns.user,
        columns.key,
        columns.model,
        columns.feature,
        columns.outcome,
      ].map((name) => (
        <HeadCell key={name}>{name}</HeadCell>
      ))}
      {[
        columns.input,
        columns.cacheWrite,
        columns.cacheRead,
        columns.output,
        columns.cost,
        columns.duration,
      ].map((name) => (
        <HeadCell isNumber key={name}>
          {name}
        </HeadCell>
      ))}
    </>
  );
};

/** Which of the rows were not there at the render before; none at the first. Those glow once as they arrive. */
const useArrivals = (rows: readonly DetailRow[]): ReadonlySet<string> => {
  const [seen, setSeen] = useState<ReadonlySet<string> | null>(null);
  const addresses = rows.map(recordAddress);
  const joined = addresses.join(" ");
  useEffect(() => {
    const timer = setTimeout(() => {
      setSeen(new Set(joined.split(" ")));
    }, ARRIVAL_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [joined]);
  return newAddresses(addresses, seen);
};

const ARRIVAL_MS = 1600;

/** Records, one a row, newest first. */
export const RecordTable = ({
  caption,
  rows,
  openAddress,
  renderLink,
}: RecordTableProps): ReactElement => {
  const { format } = useLocale();
  const nowMs = useMinute();
  const arrivals = useArrivals(rows);
  return (
    <Table caption={caption} head={<Head />}>
      {rows.map((row) => {
        const address = recordAddress(row);
        const moment = format.shortMoment(row.occurTimeMs, nowMs);
        return (
          <Row
            className={classNames(
              address === openAddress && "bg-accent-soft",
              arrivals.has(address) && "animate-arrive",
            )}
            key={address}
            row={row}
          >
            {renderLink(row, moment)}
          </Row>
        );
      })}
    </Table>
  );
};
