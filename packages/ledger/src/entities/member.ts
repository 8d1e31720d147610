import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { memberRoles } from "@tokenledger/usage";

/** Somebody who may log in to the admin page. */
export const Member = defineEntity({
  name: "Member",
  tableName: "member",
  properties: {
    id: p.bigint("string").primary(),
    login: p.text().unique("member_login_unique"),
    role: p.enum(memberRoles).nativeEnumName("member_role"),
    passwordHash: p.text().hidden(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    disabledAt: p.datetime().columnType("timestamptz").nullable(),
    /** Set with a password somebody else chose. */
    mustChangePassword: p.boolean().default(false),
    /** Issuer and subject at the identity provider, for who logs in through one. */
    oidcSubject: p.text().unique("member_oidc_subject_unique").nullable(),
  },
});
export type Member = InferEntity<typeof Member>;
