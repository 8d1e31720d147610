import type { Tail, TailFilter } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { Asking } from "./asking.ts";
import type { CursorSeal } from "./cursor-seal.ts";
import { findRecords } from "./find-records.ts";
import { FoundRecord, readRecords } from "./read-records.ts";
import { resolveFilter, type ResolvedFilter } from "./resolved-filter.ts";

const READ_SNAPSHOT = {
  text: sqlFile(new URL("./sql/read-snapshot.sql", import.meta.url)),
  row: z.object({ snapshot: z.string(), now_ms: z.int() }),
};

const FIND_NEW_RECORDS = {
  text: sqlFile(new URL("./sql/find-new-records.sql", import.meta.url)),
  row: FoundRecord,
};

/** Longer than any transaction that stores records may last: PostgreSQL and the pool end it before. */
const TRANSACTION_MS_MAX = 60_000;
const FIRST_MS = 0;
/** Event ids hold 48 bits of time. */
const LAST_MS = 2 ** 48 - 1;
/** The last instant PostgreSQL and JavaScript both can say. */
const END_MS = Math.min(LAST_MS, Date.UTC(9999, 0));

const Place = z.tuple([z.string().regex(/^\d+:\d+:[\d,]*$/), z.string().regex(/^\d{1,15}$/)]);

const newest = async (
  { runner }: Asking,
  filter: ResolvedFilter,
  countMax: number,
): Promise<readonly FoundRecord[]> =>
  findRecords(runner, {
    range: { startDate: new Date(FIRST_MS), endDate: new Date(END_MS) },
    filter,
    lookUp: {},
    direction: "older",
    from: null,
    countMax,
  });

/**
 * The newest records, and from then on what was stored since the answer before, however late it came: nothing is skipped and nothing
 * comes twice, but for records whose price changed within a minute. Where more was stored than asked for, the newest are given.
 *
 * @throws InvalidInputError CURSOR_INVALID
 */
export const readTail = async (
  asking: Asking,
  seal: CursorSeal,
  { cursor, countMax, ...filter }: TailFilter,
): Promise<Tail> => {
  const { runner, scope } = asking;
  const question = { kind: "tail" as const, scope, ...filter };
  const since = cursor === undefined ? null : seal.read(cursor, question, Place);
  const range = { startDate: new Date(FIRST_MS), endDate: new Date(END_MS) };
  const resolved = await resolveFilter(runner, scope, { ...filter, ...range });
  const [now] = await runner.rows(READ_SNAPSHOT, []);
  const found =
    since === null
      ? await newest(asking, resolved, countMax)
      : await runner.rows(FIND_NEW_RECORDS, [
          since[0],
          Number(since[1]) - TRANSACTION_MS_MAX,
          resolved.accessKeyIds,
          resolved.userIds,
          resolved.models,
          resolved.features,
          resolved.outcomes,
          resolved.qualities,
          resolved.statuses,
          countMax + 1,
        ]);
  return {
    rows: await readRecords(runner, found.slice(0, countMax)),
    cursor: seal.write([now?.snapshot ?? "", String(now?.now_ms ?? 0)], question),
    isCut: since !== null && found.length > countMax,
  };
};
