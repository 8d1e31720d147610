import type { AccessScope } from "./access-scope.ts";
import type { DateRange, RankMetric } from "./usage-queries.ts";

/** What an access key may do. `backfill` lifts the 35-day window (imports, demo history). */
export const accessKeyScopes = ["collect", "backfill"] as const;
export type AccessKeyScope = (typeof accessKeyScopes)[number];

/** An access key as verification needs it. */
export interface StoredAccessKey {
  /** `access_key.id`, a bigint in decimal. */
  readonly id: string;
  /** The public part inside the token. */
  readonly keyId: string;
  /** HMAC-SHA-256 of the secret under the pepper, hex. */
  readonly secretHash: string;
  /** The secret before the last rotation, and until when it is taken too. */
  readonly previousSecret: { readonly secretHash: string; readonly expiresAt: Date } | null;
  readonly scopes: readonly AccessKeyScope[];
  readonly disabledAt: Date | null;
  readonly expiresAt: Date | null;
}

/** Reads on the collect path; callers cache. */
export interface CollectDirectory {
  /** @returns null when no such key exists. @throws UnavailableError */
  findAccessKey(keyId: string): Promise<StoredAccessKey | null>;
  /** Every disabled user by name, with the moment from which records are refused. @throws UnavailableError */
  disabledUsers(): Promise<ReadonlyMap<string, Date>>;
}

/** Notes that keys were used, and how their secrets are hashed now. Never on the path of a call: callers gather and do not wait. */
export interface KeyUseDirectory {
  /** Only forwards: an earlier moment than the one stored changes nothing. @throws UnavailableError */
  noteKeyUse(ids: readonly string[], usedAt: Date): Promise<void>;
  /** Stores another hash of the same secret, the current or the previous one, where it still has the old. @throws UnavailableError */
  moveSecretHash(id: string, fromHash: string, toHash: string): Promise<void>;
}

/** An access key as people see it: never its secret. */
export interface AccessKeyView {
  readonly id: string;
  readonly keyId: string;
  readonly name: string;
  readonly last4: string;
  readonly scopes: readonly AccessKeyScope[];
  readonly createTime: Date;
  readonly disabledAt: Date | null;
  readonly expiresAt: Date | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: Date | null;
  readonly rotatedAt: Date | null;
  /** The secret before the last rotation, while it is taken or was. */
  readonly previousSecret: { readonly last4: string; readonly expiresAt: Date } | null;
}

export interface NewAccessKey {
  readonly keyId: string;
  readonly secretHash: string;
  readonly last4: string;
  readonly name: string;
  readonly scopes: readonly AccessKeyScope[];
  readonly expiresAt: Date | null;
}

/** What may be changed of a key; what is missing stays. Null: never expires. */
export interface AccessKeyChange {
  readonly name?: string | undefined;
  readonly scopes?: readonly AccessKeyScope[] | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** A new secret for a key that stays the same key: its id, its history, its public part. */
export interface AccessKeyRotation {
  readonly secretHash: string;
  readonly last4: string;
  readonly rotatedAt: Date;
  /** Until when the secret in force now is taken beside the new one; null: not a moment longer. */
  readonly previousExpiresAt: Date | null;
}

/** People's side of keys. Disabling keeps history; disabling twice keeps the first moment. */
export interface AccessKeyDirectory {
  listAccessKeys(): Promise<readonly AccessKeyView[]>;
  /** @throws InvalidInputError NOT_FOUND, as every call with an id. */
  getAccessKey(id: string): Promise<AccessKeyView>;
  createAccessKey(key: NewAccessKey): Promise<AccessKeyView>;
  updateAccessKey(id: string, change: AccessKeyChange): Promise<AccessKeyView>;
  /** Rotated again within the overlap, the secret before the last but one is taken no more. */
  rotateAccessKey(id: string, rotation: AccessKeyRotation): Promise<AccessKeyView>;
  setAccessKeyDisabled(id: string, disabledAt: Date | null): Promise<AccessKeyView>;
}

export interface UserView {
  readonly id: string;
  /** The callers' own name of the user. */
  readonly name: string;
  /** What people call the user. */
  readonly displayName: string | null;
  readonly note: string | null;
  readonly createTime: Date;
  readonly disabledAt: Date | null;
  /** Since when the name is a pseudonym. */
  readonly pseudonymisedAt: Date | null;
}

export interface NewUser {
  readonly name: string;
  readonly displayName: string | null;
  readonly note: string | null;
}

/** What may be changed of a user; what is missing stays. The name may not: it is what callers send. */
export interface UserChange {
  readonly displayName?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** Which users are listed, and by what usage they are ordered: that of a range, not including its end. */
export interface UsersByUsage extends DateRange {
  /** Part of the name or the display name; null: all. */
  readonly search: string | null;
  readonly countMax: number;
  readonly rankBy: RankMetric;
}

/** People's side of users. Disabling keeps history; disabling twice keeps the first moment. */
export interface UserDirectory {
  /** By part of the name or the display name, in the order of names. */
  listUsers(search: string | null, countMax: number): Promise<readonly UserView[]>;
  /** The same, those first who used most, as far as the scope reaches; all others after them, in the order of names. @throws TokenledgerError SCOPE_MISSING */
  listUsersByUsage(scope: AccessScope, question: UsersByUsage): Promise<readonly UserView[]>;
  /** @throws InvalidInputError NOT_FOUND, as every call with an id. */
  getUser(id: string): Promise<UserView>;
  /** A user not met yet. @throws InvalidInputError ALREADY_EXISTS */
  createUser(user: NewUser): Promise<UserView>;
  updateUser(id: string, change: UserChange): Promise<UserView>;
  setUserDisabled(id: string, disabledAt: Date | null): Promise<UserView>;
}

/** People's side of keys and users. */
export interface AdminDirectory extends AccessKeyDirectory, UserDirectory {}

export const memberRoles = ["owner", "admin", "analyst", "auditor", "member"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Somebody who may log in to the admin page. */
export interface Member {
  readonly id: string;
  readonly login: string;
  readonly role: MemberRole;
  /** PHC string: argon2id with its parameters and salt. */
  readonly passwordHash: string;
  readonly disabledAt: Date | null;
  /** Callers' own names of the users whose usage is this member's own. */
  readonly userNames: readonly string[];
  /** Somebody else chose the password: until it is changed, the member may do nothing but change it. */
  readonly mustChangePassword: boolean;
}

/** A member as people see it: never the password's hash. */
export interface MemberProfile extends Omit<Member, "passwordHash"> {
  readonly createTime: Date;
  /** Latest use of a session that has not ended; null: there is none. */
  readonly lastSeenTime: Date | null;
}

export interface NewMember {
  readonly login: string;
  readonly role: MemberRole;
  readonly passwordHash: string;
  readonly userNames?: readonly string[];
  readonly mustChangePassword?: boolean;
  /** Issuer and subject at the identity provider, for who logs in through one. */
  readonly oidcSubject?: string;
}

/** What may be changed of a member; what is missing stays. */
export interface MemberChange {
  readonly role?: MemberRole | undefined;
  readonly userNames?: readonly string[] | undefined;
  readonly disabledAt?: Date | null | undefined;
  readonly passwordHash?: string | undefined;
  readonly mustChangePassword?: boolean | undefined;
  readonly oidcSubject?: string | undefined;
}

/** Members. There is always an owner who may log in. */
export interface MemberDirectory {
  findMember(login: string): Promise<Member | null>;
  findMemberBySubject(oidcSubject: string): Promise<Member | null>;
  /** @throws InvalidInputError NOT_FOUND */
  getMember(id: string): Promise<Member>;
  listMembers(): Promise<readonly MemberProfile[]>;
  countMembers(): Promise<number>;
  createMember(member: NewMember): Promise<Member>;
  /**
   * A change of role, password or being disabled ends the member's sessions, but for the one named.
   *
   * @throws InvalidInputError NOT_FOUND; LAST_OWNER: nobody could run the system any more; SUBJECT_OTHER: linked to somebody else already.
   */
  updateMember(id: string, change: MemberChange, keptSessionId?: string): Promise<Member>;
}

export interface StoredSession {
  /** What people see of the session, and end it by. No secret. */
  readonly id: string;
  readonly member: Member;
  readonly createTime: Date;
  readonly lastSeenTime: Date;
}

/** Where a session is used from, for its member to know it again. */
export interface SessionOrigin {
  /** /24 of IPv4, /48 of IPv6. */
  readonly network: string | null;
  /** As the browser calls itself; cut to 200 characters. */
  readonly userAgent: string | null;
}

export interface SessionView extends SessionOrigin {
  readonly id: string;
  readonly memberId: string;
  readonly createTime: Date;
  readonly lastSeenTime: Date;
}

/** Sessions of members. Tokens are stored as SHA-256, hex; the token itself never is. */
export interface SessionDirectory {
  createSession(
    memberId: string,
    tokenHash: string,
    now: Date,
    origin?: SessionOrigin,
  ): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | null>;
  /** Notes that the session was used; at most once a minute is enough. */
  touchSession(tokenHash: string, now: Date): Promise<void>;
  /** Ending an ended session is no error. */
  endSession(tokenHash: string): Promise<void>;
  /** Latest used first, those that ended by time included until somebody looks at them. */
  listSessions(memberId: string): Promise<readonly SessionView[]>;
  /** Of this member alone. @returns whether there was one. */
  endSessionById(memberId: string, id: string): Promise<boolean>;
}
