import type { ComponentProps, ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { ScrollBox } from "./scroll-box.tsx";

interface TableProps {
  /** Read by screen readers; the place shows it already. */
  readonly caption: string;
  readonly head: ReactNode;
  readonly children: ReactNode;
  /** Rows of sums under the others. */
  readonly foot?: ReactNode;
}

/** A dense table; scrolls sideways inside its card where it is wider. */
export const Table = ({ caption, head, children, foot }: TableProps): ReactElement => (
  <ScrollBox className="-mx-4">
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-soft">{head}</tr>
      </thead>
      <tbody className="divide-y divide-line">{children}</tbody>
      {foot === undefined ? null : (
        <tfoot className="border-t border-line-strong font-medium">{foot}</tfoot>
      )}
    </table>
  </ScrollBox>
);

interface CellProps {
  readonly isNumber?: boolean;
}

const cellClass = (isNumber: boolean): string =>
  classNames(
    "px-2 py-2 whitespace-nowrap first:pl-4 last:pr-4",
    // Where text begins beside figures that end, the two would read as one.
    isNumber ? "text-right" : "[.text-right+&]:pl-6",
  );

/** A column's name. */
export const HeadCell = ({
  isNumber = false,
  className,
  ...rest
}: CellProps & ComponentProps<"th">): ReactElement => (
  <th className={classNames(cellClass(isNumber), "font-medium", className)} scope="col" {...rest} />
);

/** A cell; numbers stand at the right. */
export const Cell = ({
  isNumber = false,
  className,
  ...rest
}: CellProps & ComponentProps<"td">): ReactElement => (
  <td className={classNames(cellClass(isNumber), className)} {...rest} />
);
