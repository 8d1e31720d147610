import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { dimensionTypes, periodTypes } from "@tokenledger/usage";

/** A cell of `usage_statistics` that changed past Redis and is not known there yet. Written by `note-unmirrored.sql`. */
export const UnmirroredCell = defineEntity({
  name: "UnmirroredCell",
  tableName: "unmirrored_cell",
  readonly: true,
  properties: {
    dimensionType: p.enum(dimensionTypes).nativeEnumName("usage_dimension").primary(),
    /** `access_key.id` or `ledger_user.id`. */
    dimensionId: p.bigint("string").primary(),
    periodType: p.enum(periodTypes).nativeEnumName("usage_period").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    revision: p.bigint(),
    /** The cell at that revision, as the commit statements return it. */
    totals: p.json(),
  },
});
export type UnmirroredCell = InferEntity<typeof UnmirroredCell>;
