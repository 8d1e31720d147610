import type { MemberRole } from "@tokenledger/usage";

/** What a member may be allowed to do. */
export const permissions = [
  "usage.read",
  "usage.read.detail",
  "keys.read",
  "keys.manage",
  "ops.read",
  "ops.rebuild",
  "ops.replay",
  "users.read",
  "users.manage",
  "prices.read",
  "prices.manage",
  "exports.read",
  "exports.create",
  "audit.read",
  "members.read",
  "members.manage",
  "usage.unmask",
  "users.pseudonymise",
  "retention.read",
  "retention.manage",
  "ops.panel",
  "reconcile.read",
  "reconcile.manage",
  "quotas.read",
  "quotas.manage",
  "alerts.read",
  "alerts.manage",
] as const;
export type Permission = (typeof permissions)[number];

/**
 * What a procedure asks of its caller: a permission; `session`: any member logged in; `anyone`: nobody need be known;
 * `access-key`: a key with the scope `collect`, on the ingest router only.
 */
export const requirements = [...permissions, "session", "anyone", "access-key"] as const;
export type Requirement = (typeof requirements)[number];

/**
 * Who may do what. `owner` and `admin` run the system, `analyst` reads usage down to single records with people's names masked,
 * `auditor` reads who holds access and what they did but no single record, `member` sees sums of their own usage alone.
 * Alerts are for those who may see names unmasked: an alert about a user names them in its text.
 */
export const rolePermissions: Readonly<Record<MemberRole, readonly Permission[]>> = {
  owner: permissions,
  // Pseudonyms and dropped months cannot be taken back: the owner's alone.
  admin: permissions.filter(
    (permission) => permission !== "users.pseudonymise" && permission !== "retention.manage",
  ),
  analyst: [
    "usage.read",
    "usage.read.detail",
    "keys.read",
    "users.read",
    "prices.read",
    "exports.read",
    "exports.create",
    "reconcile.read",
    "quotas.read",
  ],
  auditor: [
    "ops.read",
    "usage.read",
    "keys.read",
    "users.read",
    "prices.read",
    "audit.read",
    "members.read",
    "retention.read",
    "reconcile.read",
    "quotas.read",
  ],
  member: ["usage.read"],
};

/** Whether a member of this role meets a requirement of the admin router. */
export const meetsRequirement = (role: MemberRole, requirement: Requirement): boolean => {
  if (requirement === "anyone" || requirement === "session") {
    return true;
  }
  return requirement !== "access-key" && rolePermissions[role].includes(requirement);
};
