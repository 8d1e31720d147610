import type { Member } from "@tokenledger/usage";
import type { MemberUser } from "../entities/member-user.ts";
import type { Member as MemberEntity } from "../entities/member.ts";

/** A member with the users that are theirs. */
export const memberOf = (
  member: MemberEntity,
  users: readonly Pick<MemberUser, "userName">[],
): Member => ({
  id: member.id,
  login: member.login,
  role: member.role,
  passwordHash: member.passwordHash,
  disabledAt: member.disabledAt ?? null,
  mustChangePassword: member.mustChangePassword,
  userNames: users.map(({ userName }) => userName),
});
