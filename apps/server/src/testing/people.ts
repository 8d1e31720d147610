import { hashSessionToken, mintSessionToken } from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";
import type { Member, NewMember } from "@tokenledger/usage";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";

/** A member with a session of their own. */
export interface SignedIn {
  readonly member: Member;
  readonly token: string;
}

/** Makes a member and a session for them, without a password. */
export const signIn = async (
  ledger: Ledger,
  member: Omit<NewMember, "passwordHash">,
): Promise<SignedIn> => {
  const made = await ledger.memberDirectory.createMember({ ...member, passwordHash: "none" });
  const token = mintSessionToken();
  await ledger.sessionDirectory.createSession(made.id, hashSessionToken(token), new Date());
  return { member: made, token };
};

/** Everything of a user that must not be seen by others carries the user's mark: name, model, feature, ids of calls. */
export const storeUsageOf = async (
  ledger: Ledger,
  accessKeyId: string,
  mark: string,
  count: number,
): Promise<void> => {
  const records = Array.from({ length: count }, (_, index) =>
    makeCollectedRecord({
      accessKeyId,
      user: `${mark}@example.org`,
      feature: `feature-${mark}`,
      requestId: `req_0${mark}${index}`,
      messageId: `msg_0${mark}${index}`,
      lines: [makeLine({ model: `model-${mark}` })],
    }),
  );
  await ledger.usage.commit(records);
};
