import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/**
 * One of the callers' own users, by the callers' own name. Made when a record first names it (decision 0004).
 * The table is `ledger_user`: `user` is a reserved word of SQL.
 */
export const User = defineEntity({
  name: "User",
  tableName: "ledger_user",
  properties: {
    id: p.bigint("string").primary(),
    name: p.text().unique("ledger_user_name_unique"),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    disabledAt: p.datetime().columnType("timestamptz").nullable(),
    displayName: p.text().nullable(),
    note: p.text().nullable(),
    /** Since when the name is a pseudonym. */
    pseudonymisedAt: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type User = InferEntity<typeof User>;
