import type { ReactElement, ReactNode } from "react";
import { classNames } from "../ui/class-names.ts";

export interface BarListRow {
  readonly id: string;
  readonly name: string;
  /** Before the name. */
  readonly mark?: ReactNode;
  readonly value: string;
  /** All digits, on hover. */
  readonly exact: string;
  readonly share: string;
  /** Length of the bar, 0 to 1, against the longest. */
  readonly length: number;
  readonly isOn: boolean;
  /** What the click does, spoken. */
  readonly hint: string;
}

interface BarListProps {
  readonly rows: readonly BarListRow[];
  readonly onToggle: (id: string) => void;
}

const Row = ({
  row,
  onToggle,
}: {
  readonly row: BarListRow;
  readonly onToggle: (id: string) => void;
}): ReactElement => (
  <li>
    <button
      aria-pressed={row.isOn}
      className={classNames(
        "block w-full rounded-md px-2 py-1 text-left hover:bg-sunken",
        row.isOn && "bg-accent-soft",
      )}
      onClick={() => {
        onToggle(row.id);
      }}
      title={row.hint}
      type="button"
    >
      <span className="flex items-center gap-2 text-sm">
        {row.mark}
        <span className="min-w-0 flex-1 truncate">{row.name}</span>
        <span className="font-medium" title={row.exact}>
          {row.value}
        </span>
        <span className="w-11 text-right text-xs text-ink-soft">{row.share}</span>
      </span>
      <svg
        aria-hidden="true"
        className="mt-1 h-1 w-full rounded-full"
        preserveAspectRatio="none"
        viewBox="0 0 100 4"
      >
        <rect className="fill-sunken" height="4" width="100" />
        <rect className="fill-accent" height="4" width={row.length * 100} />
      </svg>
    </button>
  </li>
);

/** A ranking: name, value, share and a bar; a click filters the page by the row, another click takes the filter away. */
export const BarList = ({ rows, onToggle }: BarListProps): ReactElement => (
  <ul className="-mx-2 space-y-1">
    {rows.map((row) => (
      <Row key={row.id} onToggle={onToggle} row={row} />
    ))}
  </ul>
);
