import { setTimeout as pause } from "node:timers/promises";
import type { DetailRow } from "@tokenledger/usage";
import type { Admin } from "../admin/with-admin.ts";
import { moneyText } from "../money-text.ts";

export interface TailOptions {
  readonly users: readonly string[];
  readonly models: readonly string[];
  /** Most records of the first answer, and of each later one. */
  readonly countMax: number;
  /** Ends it after the answer under way. */
  readonly signal: AbortSignal;
  readonly pauseMs: number;
  readonly write: (row: DetailRow) => void;
  readonly onCut: () => void;
}

const sum = (row: DetailRow, name: "inputTokens" | "outputTokens"): number =>
  row.lines.reduce((total, line) => total + line[name], 0);

/** A record as one line. */
export const tailLine = (row: DetailRow): string =>
  [
    new Date(row.occurTimeMs).toISOString().slice(0, 19).replace("T", " "),
    row.accessKeyName,
    row.user ?? "-",
    row.model ?? row.requestModel ?? "-",
    `${sum(row, "inputTokens").toLocaleString("en")} in`,
    `${sum(row, "outputTokens").toLocaleString("en")} out`,
    row.unpricedLineCount > 0 ? "unpriced" : moneyText(row.costPicoUsd),
    row.outcome,
  ].join("  ");

/** The newest records, oldest first, then what is stored since, until it is told to stop. */
export const followTail = async ({ client }: Admin, options: TailOptions): Promise<void> => {
  const { users, models, countMax, signal, pauseMs, write, onCut } = options;
  const filter = {
    countMax,
    ...(users.length === 0 ? {} : { users: [...users] }),
    ...(models.length === 0 ? {} : { models: [...models] }),
  };
  let cursor: string | undefined;
  do {
    const answer = await client.usage.tail.query({ ...filter, cursor });
    if (cursor !== undefined && answer.isCut) onCut();
    for (const row of [...answer.rows].reverse()) write(row);
    ({ cursor } = answer);
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  } while (!signal.aborted);
};
