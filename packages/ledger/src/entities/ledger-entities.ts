import { AccessKey } from "./access-key.ts";
import { AccessKeyUsage } from "./access-key-usage.ts";
import { DeadLetter } from "./dead-letter.ts";
import { Member } from "./member.ts";
import { Session } from "./session.ts";
import { UsageBreakdown } from "./usage-breakdown.ts";
import { UsageStatistics } from "./usage-statistics.ts";
import { User } from "./user.ts";
import { UserUsage } from "./user-usage.ts";

/** Every entity of the ledger. */
export const ledgerEntities = [
  AccessKey,
  User,
  Member,
  Session,
  AccessKeyUsage,
  UserUsage,
  UsageStatistics,
  UsageBreakdown,
  DeadLetter,
];
