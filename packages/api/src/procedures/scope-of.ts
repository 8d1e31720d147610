import { wholeUsage, type AccessScope, type Member } from "@tokenledger/usage";

/** Whose usage a member may see: in the role `member`, that of their own users alone, and nothing while no user is theirs. */
export const scopeOf = ({ role, userNames }: Pick<Member, "role" | "userNames">): AccessScope =>
  role === "member" ? { kind: "user", users: userNames } : wholeUsage;
