import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { JsonObject } from "@tokenledger/usage";
import { AccessKey } from "./access-key.ts";
import { usageColumns } from "./usage-columns.ts";
import { User } from "./user.ts";

/**
 * One line of one record, by access key. The row of line 0 is the claim: it exists once, for ever, and with it the record is counted.
 * Partitioned by month of `occurTime`. Relations carry no constraint (decision 0003). Written by `commit-usage.sql` alone.
 */
export const AccessKeyUsage = defineEntity({
  name: "AccessKeyUsage",
  tableName: "access_key_usage",
  readonly: true,
  properties: {
    accessKey: () => p.manyToOne(AccessKey).primary().createForeignKeyConstraint(false),
    ...usageColumns(),
    user: () => p.manyToOne(User).nullable().createForeignKeyConstraint(false),
    /** First 16 bytes of the SHA-256 of the record as sent. Line 0 only. */
    payloadHash: p.blob().nullable(),
    tags: p.json<Record<string, string>>().nullable(),
    rawUsage: p.json<JsonObject>().nullable(),
  },
});
export type AccessKeyUsage = InferEntity<typeof AccessKeyUsage>;
