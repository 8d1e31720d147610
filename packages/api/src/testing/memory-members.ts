import type { Member, MemberDirectory, StoredSession } from "@tokenledger/usage";

interface SessionRow {
  readonly memberId: string;
  readonly createTime: Date;
  readonly lastSeenTime: Date;
}

/** Members and sessions in memory. */
export class MemoryMembers implements MemberDirectory {
  readonly members = new Map<string, Member>();
  /** By the hash of the token, as a database would hold them. */
  readonly sessions = new Map<string, SessionRow>();
  touchCount = 0;

  findMember(login: string): Promise<Member | null> {
    return Promise.resolve(this.#all().find((member) => member.login === login) ?? null);
  }

  countMembers(): Promise<number> {
    return Promise.resolve(this.members.size);
  }

  createMember(member: Omit<Member, "id" | "disabledAt">): Promise<Member> {
    const made = { ...member, id: String(this.members.size + 1), disabledAt: null };
    this.members.set(made.id, made);
    return Promise.resolve(made);
  }

  createSession(memberId: string, tokenHash: string, now: Date): Promise<void> {
    this.sessions.set(tokenHash, { memberId, createTime: now, lastSeenTime: now });
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

  #all(): readonly Member[] {
    return [...this.members.values()];
  }
}
