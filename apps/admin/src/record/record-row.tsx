import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement, ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { classNames } from "../ui/class-names.ts";
import { Cell, HeadCell } from "../ui/table.tsx";
import { CostText } from "./cost-text.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { recordSums } from "./record-sums.ts";

/** The classes of the link in a row's first cell: it covers the row, so that the whole row can be clicked and one thing has focus. */
export const rowLinkClass = "after:absolute after:inset-0 font-medium hover:text-accent";

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

/** One record in a table; its first cell is given. */
export const RecordRow = ({
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

/** The names of the columns of `RecordRow`. */
export const RecordHeads = (): ReactElement => {
  const { t, format } = useLocale();
  const { columns } = t.requests;
  return (
    <>
      {[
        t.zone.of(columns.time, format.zoneName),
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
