import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { CounterCheckCause } from "@tokenledger/usage";

/** What one comparison of the running counters with the ledger found and mended. Written by `add-counter-check.sql`. */
export const CounterCheckEntry = defineEntity({
  name: "CounterCheckEntry",
  tableName: "counter_check",
  readonly: true,
  properties: {
    id: p.bigint("string").primary(),
    cause: p.text().$type<CounterCheckCause>(),
    startTime: p.datetime().columnType("timestamptz"),
    finishTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    cellCount: p.integer(),
    reseededCount: p.integer(),
    lateCount: p.integer(),
    driftCount: p.integer(),
    pendWrongCount: p.integer().nullable(),
    examples: p.array().columnType("text[]"),
  },
});
export type CounterCheckEntry = InferEntity<typeof CounterCheckEntry>;
