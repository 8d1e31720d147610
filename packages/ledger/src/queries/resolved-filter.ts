import {
  usersWithin,
  type AccessScope,
  type Outcome,
  type Quality,
  type RecordFilter,
  type StatusClass,
} from "@tokenledger/usage";
import { z } from "zod";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const FIND_USER_IDS = {
  text: sqlFile(new URL("./sql/find-user-ids.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

/** A filter as the statements take it: null means all, an empty list means none. */
export interface ResolvedFilter {
  readonly accessKeyIds: readonly string[] | null;
  readonly userIds: readonly string[] | null;
  readonly models: readonly string[] | null;
  readonly features: readonly string[] | null;
  readonly outcomes: readonly Outcome[] | null;
  readonly qualities: readonly Quality[] | null;
  /** One by one; 0 stands for none. */
  readonly statuses: readonly number[] | null;
}

/** Missing and empty lists mean all. */
export const listOrAll = <Item>(list: readonly Item[] | undefined): readonly Item[] | null =>
  list === undefined || list.length === 0 ? null : list;

const STATUSES_A_CLASS = 100;

const statusesOf = (status: number | StatusClass): readonly number[] => {
  if (typeof status === "number") return [status];
  if (status === "none") return [0];
  const first = Number(status.charAt(0)) * STATUSES_A_CLASS;
  return Array.from({ length: STATUSES_A_CLASS }, (_, index) => first + index);
};

/** The first status of a failure. */
const FAILURE_STATUS = 400;

/** The least of statuses that are all of failures, which have an index of their own; else null. */
export const leastFailure = (statuses: readonly number[] | null): number | null => {
  const least = Math.min(...(statuses ?? [0]));
  return least >= FAILURE_STATUS && Number.isFinite(least) ? least : null;
};

const userIdsOf = async (
  runner: StatementRunner,
  names: readonly string[] | null,
): Promise<readonly string[] | null> => {
  if (names === null) return null;
  const rows = await runner.rows(FIND_USER_IDS, [names]);
  return rows.map(({ id }) => id);
};

/** What a list asks for of what a scope holds; null is all. Outside of the scope nothing is left of it, which is not the same as all. */
const narrowed = (
  asked: readonly string[] | null,
  held: readonly string[] | null,
): readonly string[] | null => {
  if (held === null) return asked;
  return asked === null ? held : asked.filter((name) => held.includes(name));
};

/**
 * Turns users' names into ids, within the scope. Names and key ids that nobody has stay in force: they match nothing.
 *
 * @throws TokenledgerError SCOPE_MISSING
 */
export const resolveFilter = async (
  runner: StatementRunner,
  scope: AccessScope,
  filter: RecordFilter,
): Promise<ResolvedFilter> => ({
  accessKeyIds: listOrAll(filter.accessKeyIds)?.filter(isRowId) ?? null,
  userIds: await userIdsOf(runner, narrowed(listOrAll(filter.users), usersWithin(scope))),
  models: listOrAll(filter.models),
  features: listOrAll(filter.features),
  outcomes: listOrAll(filter.outcomes),
  qualities: listOrAll(filter.qualities),
  statuses: listOrAll(filter.statuses)?.flatMap(statusesOf) ?? null,
});
