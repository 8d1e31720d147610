import type { Cost, Totals } from "@tokenledger/usage";
import type { Column } from "./column.ts";
import { usdOf } from "./usd.ts";

/** One sum of a view, whichever view. */
export interface ViewRow extends Totals, Cost {
  readonly periodStart: Date;
  /** Null for the whole, and for usage without the group's value. */
  readonly group: string | null;
}

const sum = (name: keyof Totals | keyof Cost): Column<ViewRow> => ({
  name,
  type: "integer",
  read: (row) => row[name],
});

/** The columns of a view. `groupName` says what its rows are split by: `accessKeyId`, `user`, `model`, `feature`; null for nothing. */
export const viewColumns = (groupName: string | null): readonly Column<ViewRow>[] => [
  { name: "periodStart", type: "time", read: ({ periodStart }) => periodStart },
  ...(groupName === null
    ? []
    : [{ name: groupName, type: "text", read: ({ group }: ViewRow) => group } as const]),
  sum("requests"),
  sum("inputTokens"),
  sum("cacheCreationInputTokens"),
  sum("cacheReadInputTokens"),
  sum("outputTokens"),
  sum("costPicoUsd"),
  { name: "costUsd", type: "decimal", read: ({ costPicoUsd }) => usdOf(costPicoUsd) },
  sum("unpricedRequests"),
];

/** Gives each name a number in the order of their coming: told apart, not told. */
export const numberedNames = (): ((name: string | null) => string | null) => {
  const seen = new Map<string, string>();
  return (name) => {
    if (name === null) return null;
    const number = seen.get(name) ?? `user ${seen.size + 1}`;
    seen.set(name, number);
    return number;
  };
};
