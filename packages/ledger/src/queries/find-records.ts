import { eventTimeMs, isEventId, type DateRange, type DetailFilter } from "@tokenledger/usage";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { FoundRecord } from "./read-records.ts";
import { leastFailure, type ResolvedFilter } from "./resolved-filter.ts";

/** A record in the order of the details. Event ids start with their time, so it says where in time, too. */
export interface DetailPosition {
  readonly eventId: string;
  readonly accessKeyId: string;
}

/** Which way a page goes from a position: `older` begins below it, `newer` above it. */
export const directions = ["older", "newer"] as const;
export type Direction = (typeof directions)[number];

const statement = (direction: Direction) => ({
  text: sqlFile(new URL(`./sql/find-${direction}-records.sql`, import.meta.url)),
  row: FoundRecord,
});
const statements = { older: statement("older"), newer: statement("newer") };

export interface FindQuestion {
  readonly range: DateRange;
  readonly filter: ResolvedFilter;
  readonly lookUp: Pick<DetailFilter, "requestId" | "messageId" | "eventId">;
  readonly direction: Direction;
  readonly from: DetailPosition | null;
  readonly countMax: number;
}

/** What a range has in common with where a position, or an event id, says that records are: other partitions are not opened. */
const boundsOf = ({ range, lookUp, direction, from }: FindQuestion): readonly [number, number] => {
  const [startMs, endMs] = [range.startDate.getTime(), range.endDate.getTime()];
  const { eventId } = lookUp;
  if (eventId !== undefined) {
    // What is no id names no record.
    if (!isEventId(eventId)) return [startMs, startMs];
    const timeMs = eventTimeMs(eventId);
    return [Math.max(startMs, timeMs), Math.min(endMs, timeMs + 1)];
  }
  if (from === null) return [startMs, endMs];
  const timeMs = eventTimeMs(from.eventId);
  return direction === "older"
    ? [startMs, Math.min(endMs, timeMs + 1)]
    : [Math.max(startMs, timeMs), endMs];
};

/** Finds a page of records that pass the filter: for `older` newest first, for `newer` oldest first. The range is exact to the millisecond. */
export const findRecords = async (
  runner: StatementRunner,
  question: FindQuestion,
): Promise<readonly FoundRecord[]> => {
  const { filter, lookUp, from } = question;
  const [startMs, endMs] = boundsOf(question);
  if (startMs >= endMs) return [];
  return runner.rows(statements[question.direction], [
    filter.accessKeyIds,
    filter.userIds,
    startMs,
    endMs,
    eventIdBound(startMs),
    eventIdBound(endMs),
    from?.eventId,
    from?.accessKeyId,
    filter.models,
    filter.features,
    filter.outcomes,
    lookUp.requestId,
    lookUp.messageId,
    question.countMax,
    filter.qualities,
    filter.statuses,
    lookUp.eventId,
    leastFailure(filter.statuses),
  ]);
};
