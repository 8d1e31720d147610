import { wholeUsage, type AccessScope, type Member } from "@tokenledger/usage";

/** Whose usage a member may see. */
export const scopeOf = (_member: Member): AccessScope => wholeUsage;
