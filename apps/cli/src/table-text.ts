const GAP = "  ";

/** Rows under a head, in columns; numbers to the right. */
export const tableText = (
  head: readonly string[],
  rows: readonly (readonly (string | bigint | number)[])[],
): string => {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? cell : cell.toLocaleString("en"))),
  );
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = head.map((_name, column) => typeof rows[0]?.[column] !== "string");
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumber[column] === true
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  return [head, ...cells].map(line).join("\n");
};
