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

/** On a phone a row is when, what or how it failed, and what it cost; the rest is one tap away. */
const WIDE_ONLY = "max-sm:hidden";
/** What is last there keeps the table's edge. */
const LAST_ON_PHONE = "max-sm:pr-4";

/** A name that may be long: cut on the page, whole in the title. */
const LongCell = ({
  text,
  shown = text,
  whenNone,
  className,
}: {
  readonly text: string | null;
  /** A shorter form of the text, for the page. */
  readonly shown?: string | null;
  readonly whenNone: string;
  readonly className?: string;
}): ReactElement => (
  <Cell className={classNames("max-w-28 truncate", className)} title={text ?? whenNone}>
    {shown ?? <span className="text-ink-soft">{whenNone}</span>}
  </Cell>
);

/** Every model begins with `claude-`; in a narrow column the rest says more. */
const shortModel = (model: string | null): string | null => model?.replace(/^claude-/, "") ?? null;

/** The model; on a phone, where there is no column for it, how the call ended instead, unless it ended well. */
const ModelCell = ({ row }: { readonly row: DetailRow }): ReactElement => {
  const isWell = row.outcome === "complete";
  return (
    <Cell className="max-w-28 truncate" title={row.model ?? "–"}>
      {isWell ? null : (
        <span className="sm:hidden">
          <OutcomeBadge errorType={row.errorType} outcome={row.outcome} />
        </span>
      )}
      <span className={classNames(!isWell && WIDE_ONLY)}>{shortModel(row.model) ?? "–"}</span>
    </Cell>
  );
};

const countColumns = ["input", "cacheWrite", "cacheRead", "output"] as const;
const wideOnly: ReadonlySet<string> = new Set([
  "user",
  "key",
  "feature",
  "outcome",
  ...countColumns,
  "duration",
]);
const nameColumns = ["time", "user", "key", "model", "feature", "outcome"] as const;

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
      <LongCell className={WIDE_ONLY} text={row.user} whenNone={t.requests.anonymous} />
      <LongCell className={WIDE_ONLY} text={row.accessKeyName} whenNone="–" />
      <ModelCell row={row} />
      <LongCell className={WIDE_ONLY} text={row.feature} whenNone="–" />
      <Cell className={WIDE_ONLY}>
        <OutcomeBadge errorType={row.errorType} outcome={row.outcome} />
      </Cell>
      {[sums.input, sums.cacheWrite, sums.cacheRead, sums.output].map((count, index) => (
        <Cell className={WIDE_ONLY} isNumber key={countColumns[index]}>
          {format.exact(count)}
        </Cell>
      ))}
      <Cell className={LAST_ON_PHONE} isNumber>
        <CostText record={row} />
      </Cell>
      <Cell className={WIDE_ONLY} isNumber>
        {row.durationMs === null ? "–" : format.duration(row.durationMs)}
      </Cell>
    </tr>
  );
};

/** The names of the columns of `RecordRow`. */
export const RecordHeads = (): ReactElement => {
  const { t, format } = useLocale();
  const { columns } = t.requests;
  return (
    <>
      {nameColumns.map((name) => (
        <HeadCell className={classNames(wideOnly.has(name) && WIDE_ONLY)} key={name}>
          {name === "time" ? t.zone.of(columns.time, format.zoneName) : columns[name]}
        </HeadCell>
      ))}
      {[...countColumns, "cost" as const, "duration" as const].map((name) => (
        <HeadCell className={wideOnly.has(name) ? WIDE_ONLY : LAST_ON_PHONE} isNumber key={name}>
          {columns[name]}
        </HeadCell>
      ))}
    </>
  );
};
