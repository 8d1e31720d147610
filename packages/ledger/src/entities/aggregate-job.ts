import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import {
  dimensionTypes,
  type AggregateJobKind,
  type AggregateJobState,
  type Json,
} from "@tokenledger/usage";

/** A verification or a rebuild of the sums, with how far it is. */
export const AggregateJobEntry = defineEntity({
  name: "AggregateJobEntry",
  tableName: "aggregate_job",
  properties: {
    id: p.bigint("string").primary(),
    kind: p.text().$type<AggregateJobKind>(),
    dimensionType: p.enum(dimensionTypes).nativeEnumName("usage_dimension").nullable(),
    dimensionId: p.bigint("string").nullable(),
    rangeStart: p.datetime().columnType("timestamptz"),
    rangeEnd: p.datetime().columnType("timestamptz"),
    isDryRun: p.boolean(),
    actor: p.text(),
    reason: p.text(),
    state: p.text().$type<AggregateJobState>().default("queued"),
    /** Who runs it; a stranger may take it over when the heartbeat is old. */
    owner: p.text().nullable(),
    heartbeatTime: p.datetime().columnType("timestamptz").nullable(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    startTime: p.datetime().columnType("timestamptz").nullable(),
    finishTime: p.datetime().columnType("timestamptz").nullable(),
    /** The first day that is not through. */
    nextDay: p.datetime().columnType("timestamptz"),
    skippedDayCount: p.integer().default(0),
    unitCount: p.integer().default(0),
    differenceCount: p.integer().default(0),
    breakdownDifferenceCount: p.integer().default(0),
    /** As `AggregateDifference`, numbers as text; the first hundred. */
    differences: p.json<Json>().defaultRaw("'[]'"),
    error: p.text().nullable(),
  },
});
export type AggregateJobEntry = InferEntity<typeof AggregateJobEntry>;
