import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { AccessKeyScope } from "@tokenledger/usage";

/**
 * What a service sends its records with. The secret itself is nowhere: only its HMAC.
 * Never deleted, only disabled: usage rows name it without a foreign key (decision 0003).
 */
export const AccessKey = defineEntity({
  name: "AccessKey",
  tableName: "access_key",
  properties: {
    id: p.bigint("string").primary(),
    /** The public part inside the token. */
    keyId: p.text().unique("access_key_key_id_unique"),
    secretHash: p.text().hidden(),
    last4: p.text().fieldName("last4"),
    name: p.text(),
    scopes: p.array().columnType("text[]").$type<AccessKeyScope[]>(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    disabledAt: p.datetime().columnType("timestamptz").nullable(),
    expiresAt: p.datetime().columnType("timestamptz").nullable(),
    /** To the minute. */
    lastUsedAt: p.datetime().columnType("timestamptz").nullable(),
    /** The secret before the last rotation, taken until `previousExpiresAt`. All three or none. */
    previousSecretHash: p.text().hidden().nullable(),
    previousLast4: p.text().fieldName("previous_last4").nullable(),
    previousExpiresAt: p.datetime().columnType("timestamptz").nullable(),
    rotatedAt: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type AccessKey = InferEntity<typeof AccessKey>;
