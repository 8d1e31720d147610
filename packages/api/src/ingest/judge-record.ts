import {
  AGE_MS_MAX,
  AHEAD_MS_MAX,
  UsageRecord,
  eventTimeMs,
  toCollectedRecord,
  type CollectedRecord,
} from "@tokenledger/usage";
import type { RejectedRecord, RejectionCode } from "./collect-result.ts";
import { describeIssue } from "../procedures/describe-issue.ts";
import type { VerifiedKey } from "./key-verifier.ts";

/** What a record is judged by, the same for all records of a call. */
export interface Judgement {
  readonly key: VerifiedKey;
  readonly disabledUsers: ReadonlyMap<string, Date>;
  /** Epoch milliseconds at which the call is judged. */
  readonly nowMs: number;
}

const reject = (code: RejectionCode, message: string, field?: string): RejectedRecord => ({
  status: "rejected",
  code,
  message,
  ...(field !== undefined && { field }),
});

const outsideWindow = (occurTimeMs: number, judgement: Judgement): RejectedRecord | null => {
  if (occurTimeMs > judgement.nowMs + AHEAD_MS_MAX) {
    return reject("in_future", "eventId: its time is more than 5 minutes ahead", "eventId");
  }
  const isOld = occurTimeMs < judgement.nowMs - AGE_MS_MAX;
  return isOld && !judgement.key.scopes.includes("backfill")
    ? reject("too_old", "eventId: its time is more than 35 days ago", "eventId")
    : null;
};

/**
 * By the time of the call, not of its arrival: what was used before the user was disabled is still counted, however late it comes.
 */
const ofDisabledUser = (
  user: string | undefined,
  occurTimeMs: number,
  disabledUsers: ReadonlyMap<string, Date>,
): RejectedRecord | null => {
  const disabledAt = user === undefined ? undefined : disabledUsers.get(user);
  return disabledAt !== undefined && occurTimeMs >= disabledAt.getTime()
    ? reject("user_disabled", "user: was disabled when the call was made", "user")
    : null;
};

/**
 * Judges one record by itself: its shape, its time, its user. Never throws for what a sender wrote.
 *
 * @returns the record as the stores take it, attributed to the key that sent it, or why it is refused.
 */
export const judgeRecord = (
  sent: unknown,
  judgement: Judgement,
): CollectedRecord | RejectedRecord => {
  const parsed = UsageRecord.safeParse(sent);
  if (!parsed.success) {
    const { message, field } = describeIssue(parsed.error);
    return reject("invalid", message, field);
  }
  const occurTimeMs = eventTimeMs(parsed.data.eventId);
  return (
    outsideWindow(occurTimeMs, judgement) ??
    ofDisabledUser(parsed.data.user, occurTimeMs, judgement.disabledUsers) ??
    toCollectedRecord(parsed.data, judgement.key.id)
  );
};
