import type { AccessKeyView } from "@tokenledger/usage";
import { DAY_MS } from "../period/utc-day.ts";

const UNUSED_DAYS = 30;

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

/** Whether a key that works has not been used for thirty days; a new one has as long to be used at all. */
export const isUnused = (
  key: Pick<AccessKeyView, "disabledAt" | "expiresAt" | "lastUsedAt" | "createTime">,
  nowMs: number,
): boolean =>
  keyStatus(key, nowMs) === "active" &&
  nowMs - (key.lastUsedAt ?? key.createTime).getTime() > UNUSED_DAYS * DAY_MS;
