import type { TokenledgerClient } from "@tokenledger/sdk/admin";

/** A range of days that has ended, so that every question about it has one answer; as a question, and as an address carries it. */
export interface PastDays {
  readonly startDate: Date;
  readonly endDate: Date;
  readonly range: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAYS_AGO = 24;
const DAYS = 20;

const dayText = (timeMs: number): string =>
  new Date(timeMs).toISOString().slice(0, "2026-11-27".length);

/** Twenty days that ended a few days ago. */
export const pastDays = (): PastDays => {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const startMs = today - FIRST_DAYS_AGO * DAY_MS;
  const endMs = startMs + DAYS * DAY_MS;
  return {
    startDate: new Date(startMs),
    endDate: new Date(endMs),
    range: `${dayText(startMs)}..${dayText(endMs - DAY_MS)}`,
  };
};

type Detail = Awaited<ReturnType<TokenledgerClient["usage"]["details"]["query"]>>["rows"][number];

/** Every record of the days, page by page through the door. */
export const everyDetail = async (
  client: TokenledgerClient,
  { startDate, endDate }: PastDays,
): Promise<readonly Detail[]> => {
  const rows: Detail[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.usage.details.query>> =
      await client.usage.details.query({ startDate, endDate, pageSize: 500, cursor });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
};

/** The figures that the page shows large, added up line by line. */
export interface RawSums {
  readonly requests: bigint;
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheWrite: bigint;
  readonly cacheRead: bigint;
  readonly costPicoUsd: bigint;
}

/** Adds records up, one line after the other. */
export const rawSums = (rows: readonly Detail[]): RawSums => {
  const lines = rows.flatMap((row) => row.lines);
  const sum = (value: (line: (typeof lines)[number]) => number): bigint =>
    lines.reduce((total, line) => total + BigInt(value(line)), 0n);
  return {
    requests: BigInt(rows.length),
    input: sum(({ inputTokens }) => inputTokens),
    output: sum(({ outputTokens }) => outputTokens),
    cacheWrite: sum(
      ({ cacheWrite5mTokens, cacheWrite1hTokens, cacheWriteUnsplitTokens }) =>
        cacheWrite5mTokens + cacheWrite1hTokens + cacheWriteUnsplitTokens,
    ),
    cacheRead: sum(({ cacheReadTokens }) => cacheReadTokens),
    costPicoUsd: rows.reduce((total, { costPicoUsd }) => total + costPicoUsd, 0n),
  };
};
