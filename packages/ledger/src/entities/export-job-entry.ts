import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { ExportState } from "@tokenledger/usage/exports";

/** One export: who asked, for what, how far it is, what came of it. Kept when its file is gone. */
export const ExportJobEntry = defineEntity({
  name: "ExportJobEntry",
  tableName: "export_job",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    memberId: p.bigint("string"),
    memberLogin: p.text(),
    scope: p.json<unknown>(),
    request: p.json<unknown>(),
    fileName: p.text(),
    completeUntil: p.datetime().columnType("timestamptz").nullable(),
    state: p.text().$type<ExportState>().defaultRaw("'waiting'"),
    isCancelRequested: p.boolean().defaultRaw("false"),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    startTime: p.datetime().columnType("timestamptz").nullable(),
    finishTime: p.datetime().columnType("timestamptz").nullable(),
    expireTime: p.datetime().columnType("timestamptz").nullable(),
    leaseId: p.uuid().nullable(),
    leaseUntil: p.datetime().columnType("timestamptz").nullable(),
    attempt: p.integer().defaultRaw("0"),
    rowCount: p.bigint().defaultRaw("0"),
    rowTotal: p.bigint().nullable(),
    rowsPerSecond: p.integer().nullable(),
    byteCount: p.bigint().defaultRaw("0"),
    /** From where an interrupted export goes on. */
    checkpoint: p.json<unknown>().nullable(),
    storedName: p.text().nullable(),
    sha256: p.text().nullable(),
    totals: p.json<unknown>().nullable(),
    failure: p.text().nullable(),
  },
});
export type ExportJobEntry = InferEntity<typeof ExportJobEntry>;
