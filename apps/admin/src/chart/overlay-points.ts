import type { StackLayout } from "./stack-layout.ts";

/** The `points` of a line through the middle of each bar's column at the given values; it ends with the shorter of the two. */
export const overlayPoints = (values: readonly bigint[], layout: StackLayout): string =>
  layout.columns
    .flatMap((column, index) => {
      const value = values[index];
      const x = column.columnX + column.columnWidth / 2;
      return value === undefined ? [] : [`${x},${layout.yOf(value)}`];
    })
    .join(" ");
