import { randomBytes } from "node:crypto";
import { hashPassword, mintAccessKey } from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";

/** What the first start makes, and shows this once. */
export interface FirstSetup {
  readonly login: string;
  readonly password: string;
  readonly accessKey: string;
}

const LOGIN = "admin";

/**
 * Makes the first owner and the first access key of an empty ledger.
 * @returns null when somebody can log in already: nothing is made, and no secret is ever shown again.
 */
export const firstSetup = async (ledger: Ledger, pepper: string): Promise<FirstSetup | null> => {
  if ((await ledger.memberDirectory.countMembers()) > 0) return null;
  const password = randomBytes(12).toString("base64url");
  const { token, ...key } = mintAccessKey({ env: "live", pepper });
  await ledger.adminDirectory.createAccessKey({
    ...key,
    name: "First key",
    scopes: ["collect"],
    expiresAt: null,
  });
  // The member comes last: a start that is killed in between begins again, with one key too many and nobody locked out.
  await ledger.memberDirectory.createMember({
    login: LOGIN,
    role: "owner",
    passwordHash: await hashPassword(password),
  });
  return { login: LOGIN, password, accessKey: token };
};
