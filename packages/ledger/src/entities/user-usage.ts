import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { AccessKey } from "./access-key.ts";
import { usageColumns } from "./usage-columns.ts";
import { User } from "./user.ts";

/**
 * One line of one record, by user: the same lines as in AccessKeyUsage, of records that name a user.
 * Hash, tags and raw usage stay there. Partitioned by month of `occurTime`. Written by `commit-usage.sql` alone.
 */
export const UserUsage = defineEntity({
  name: "UserUsage",
  tableName: "user_usage",
  readonly: true,
  properties: {
    user: () => p.manyToOne(User).primary().createForeignKeyConstraint(false),
    accessKey: () => p.manyToOne(AccessKey).primary().createForeignKeyConstraint(false),
    ...usageColumns(),
  },
});
export type UserUsage = InferEntity<typeof UserUsage>;
