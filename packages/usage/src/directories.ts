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
}

export interface NewAccessKey {
  readonly keyId: string;
  readonly secretHash: string;
  readonly last4: string;
  readonly name: string;
  readonly scopes: readonly AccessKeyScope[];
  readonly expiresAt: Date | null;
}

export interface UserView {
  readonly id: string;
  /** The callers' own name of the user. */
  readonly name: string;
  readonly createTime: Date;
  readonly disabledAt: Date | null;
}

/** People's side of keys and users. Disabling keeps history; disabling twice keeps the first moment. */
export interface AdminDirectory {
  listAccessKeys(): Promise<readonly AccessKeyView[]>;
  createAccessKey(key: NewAccessKey): Promise<AccessKeyView>;
  /** @throws InvalidInputError NOT_FOUND */
  setAccessKeyDisabled(id: string, disabledAt: Date | null): Promise<AccessKeyView>;
  listUsers(search: string | null, countMax: number): Promise<readonly UserView[]>;
  /** @throws InvalidInputError NOT_FOUND */
  setUserDisabled(id: string, disabledAt: Date | null): Promise<UserView>;
}

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
}

export interface StoredSession {
  readonly member: Member;
  readonly createTime: Date;
  readonly lastSeenTime: Date;
}

/** Members and their sessions. Session tokens are stored as SHA-256, hex; the token itself never is. */
export interface MemberDirectory {
  findMember(login: string): Promise<Member | null>;
  countMembers(): Promise<number>;
  createMember(member: Omit<Member, "id" | "disabledAt">): Promise<Member>;
  createSession(memberId: string, tokenHash: string, now: Date): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | null>;
  /** Notes that the session was used; at most once a minute is enough. */
  touchSession(tokenHash: string, now: Date): Promise<void>;
  /** Ending an ended session is no error. */
  endSession(tokenHash: string): Promise<void>;
}
