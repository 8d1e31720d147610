import type { AccessKeyView } from "@tokenledger/usage";

/** How a key is recognised without its secret: the public part and the last four characters. */
export const keyText = ({ keyId, last4 }: Pick<AccessKeyView, "keyId" | "last4">): string =>
  `tl_…_${keyId}_…${last4}`;

/** Whether a key works now. Disabled counts before expired: that was somebody's decision. */
export const keyStatus = (
  { disabledAt, expiresAt }: Pick<AccessKeyView, "disabledAt" | "expiresAt">,
  nowMs: number,
): "active" | "disabled" | "expired" => {
  if (disabledAt !== null) {
    return "disabled";
  }
  return expiresAt !== null && expiresAt.getTime() <= nowMs ? "expired" : "active";
};
