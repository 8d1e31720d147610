import {
  InvalidInputError,
  type Member,
  type MemberChange,
  type MemberDirectory,
  type MemberProfile,
  type NewMember,
  type SessionDirectory,
  type SessionOrigin,
  type SessionView,
  type StoredSession,
} from "@tokenledger/usage";

interface SessionRow extends SessionOrigin {
  readonly id: string;
  readonly memberId: string;
  readonly createTime: Date;
  readonly lastSeenTime: Date;
}

const idOf = (count: number): string =>
  `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;

const profileOf = (member: Member): MemberProfile => {
  const { passwordHash: _, ...shown } = member;
  return { ...shown, createTime: new Date(0), lastSeenTime: null };
};

/** Members and sessions in memory. */
export class MemoryMembers implements MemberDirectory, SessionDirectory {
  readonly members = new Map<string, Member>();
  readonly subjects = new Map<string, string>();
  /** By the hash of the token, as a database would hold them. */
  readonly sessions = new Map<string, SessionRow>();
  touchCount = 0;
  #sessionCount = 0;

  findMember(login: string): Promise<Member | null> {
    return Promise.resolve(this.#all().find((member) => member.login === login) ?? null);
  }

  findMemberBySubject(oidcSubject: string): Promise<Member | null> {
    return Promise.resolve(this.members.get(this.subjects.get(oidcSubject) ?? "") ?? null);
  }

  getMember(id: string): Promise<Member> {
    const member = this.members.get(id);
    return member === undefined
      ? Promise.reject(new InvalidInputError("NOT_FOUND", "There is no such member."))
      : Promise.resolve(member);
  }

  listMembers(): Promise<readonly MemberProfile[]> {
    return Promise.resolve(this.#all().map(profileOf));
  }

  countMembers(): Promise<number> {
    return Promise.resolve(this.members.size);
  }

  createMember({ oidcSubject, ...member }: NewMember): Promise<Member> {
    const id = String(this.members.size + 1);
    const defaults = { userNames: [], mustChangePassword: false, disabledAt: null };
    const made = { ...defaults, ...member, id };
    this.members.set(id, made);
    if (oidcSubject !== undefined) this.subjects.set(oidcSubject, id);
    return Promise.resolve(made);
  }

  async updateMember(id: string, change: MemberChange, keptSessionId?: string): Promise<Member> {
    const member = await this.getMember(id);
    const changed: Member = {
      ...member,
      role: change.role ?? member.role,
      userNames: change.userNames ?? member.userNames,
      passwordHash: change.passwordHash ?? member.passwordHash,
      mustChangePassword: change.mustChangePassword ?? member.mustChangePassword,
      disabledAt: change.disabledAt === undefined ? member.disabledAt : change.disabledAt,
    };
    this.members.set(id, changed);
    this.#link(id, change.oidcSubject);
    for (const [hash, session] of this.sessions) {
      if (session.memberId === id && session.id !== keptSessionId && change.userNames === undefined)
        this.sessions.delete(hash);
    }
    return changed;
  }

  #link(id: string, oidcSubject: string | undefined): void {
    if (oidcSubject === undefined) return;
    const isLinked = [...this.subjects].some(([one, by]) => by === id && one !== oidcSubject);
    if (isLinked) throw new InvalidInputError("SUBJECT_OTHER", "Another account.");
    this.subjects.set(oidcSubject, id);
  }

  createSession(
    memberId: string,
    tokenHash: string,
    now: Date,
    origin: SessionOrigin = { network: null, userAgent: null },
  ): Promise<void> {
    this.#sessionCount += 1;
    const id = idOf(this.#sessionCount);
    this.sessions.set(tokenHash, { id, memberId, createTime: now, lastSeenTime: now, ...origin });
    return Promise.resolve();
  }

  findSession(tokenHash: string): Promise<StoredSession | null> {
    const session = this.sessions.get(tokenHash);
    const member = session === undefined ? undefined : this.members.get(session.memberId);
    return Promise.resolve(
      session === undefined || member === undefined ? null : { ...session, member },
    );
  }

  touchSession(tokenHash: string, now: Date): Promise<void> {
    this.touchCount += 1;
    const session = this.sessions.get(tokenHash);
    if (session !== undefined) {
      this.sessions.set(tokenHash, { ...session, lastSeenTime: now });
    }
    return Promise.resolve();
  }

  endSession(tokenHash: string): Promise<void> {
    this.sessions.delete(tokenHash);
    return Promise.resolve();
  }

  listSessions(memberId: string): Promise<readonly SessionView[]> {
    return Promise.resolve(
      [...this.sessions.values()].filter((session) => session.memberId === memberId),
    );
  }

  endSessionById(memberId: string, id: string): Promise<boolean> {
    const [hash] =
      [...this.sessions].find(
        ([, session]) => session.memberId === memberId && session.id === id,
      ) ?? [];
    return Promise.resolve(hash !== undefined && this.sessions.delete(hash));
  }

  #all(): readonly Member[] {
    return [...this.members.values()];
  }
}
