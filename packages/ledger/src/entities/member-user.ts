import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { Member } from "./member.ts";

/** A user, by the callers' own name, whose usage a member sees as their own. The user need not have called yet. */
export const MemberUser = defineEntity({
  name: "MemberUser",
  tableName: "member_user",
  properties: {
    member: () => p.manyToOne(Member).primary().deleteRule("cascade"),
    userName: p.text().primary(),
  },
});
export type MemberUser = InferEntity<typeof MemberUser>;
