import { createHash, randomBytes } from "node:crypto";
import {
  InvalidInputError,
  UnauthenticatedError,
  type Member,
  type MemberDirectory,
  type SessionDirectory,
  type SessionOrigin,
  type SessionView,
  type StoredSession,
} from "@tokenledger/usage";
import { callerNetwork } from "../procedures/caller-network.ts";
import type { Clock } from "../clock.ts";
import type { LoginAttempt, LoginLimiter } from "./login-limiter.ts";
import { NO_PASSWORD_HASH, verifyPassword } from "./password-hash.ts";

/** A session unused for this long has ended: 30 minutes. */
export const SESSION_IDLE_MS_MAX = 30 * 60_000;
/** A session this old has ended, used or not: 12 hours. */
export const SESSION_AGE_MS_MAX = 12 * 3_600_000;
const TOUCH_MS = 60_000;
const USER_AGENT_LENGTH_MAX = 200;
const TOKEN_BYTES = 32;
const TOKEN = /^tls_[\w-]{43}$/;

/** SHA-256 of a session token, hex: all that is stored. The token's 256 random bits need no slow hash and no salt. */
export const hashSessionToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** A new session token: `tls_` and 256 random bits. */
export const mintSessionToken = (): string =>
  `tls_${randomBytes(TOKEN_BYTES).toString("base64url")}`;

export interface SessionsOptions {
  readonly members: Pick<MemberDirectory, "findMember">;
  readonly sessions: SessionDirectory;
  readonly limiter: LoginLimiter;
  readonly clock: Clock;
}

/** Where a call comes from, as it says itself. */
export interface CallOrigin {
  readonly ipAddress: string;
  readonly userAgent?: string | undefined;
}

export interface Credentials extends LoginAttempt, CallOrigin {
  readonly password: string;
}

/** A member who proved who they are, and the session they did it with. */
export interface FoundSession {
  /** The session's public id. */
  readonly id: string;
  readonly member: Member;
}

export interface OpenedSession {
  /** For the member's browser alone. */
  readonly token: string;
  readonly member: Member;
}

/** Opens, finds and ends the sessions of members. A session ends after 30 minutes without use, and after 12 hours with. */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * An unknown login, a wrong password and a disabled member get the same answer after the same work.
   *
   * @throws UnauthenticatedError LOGIN_INVALID
   * @throws RateLimitedError after too many attempts; the password is not looked at then.
   */
  async open(credentials: Credentials): Promise<OpenedSession> {
    const { members, limiter } = this.#options;
    limiter.begin(credentials);
    const member = await members.findMember(credentials.login);
    const isRight = await verifyPassword(
      credentials.password,
      member?.passwordHash ?? NO_PASSWORD_HASH,
    );
    if (member === null || !isRight || member.disabledAt !== null) {
      throw new UnauthenticatedError("LOGIN_INVALID", "Login or password is wrong.");
    }
    limiter.succeed(credentials);
    return this.openFor(member, credentials);
  }

  /** Opens a session for a member somebody else vouched for. @throws UnauthenticatedError LOGIN_INVALID when they are disabled. */
  async openFor(member: Member, origin: CallOrigin): Promise<OpenedSession> {
    if (member.disabledAt !== null) {
      throw new UnauthenticatedError("LOGIN_INVALID", "Login or password is wrong.");
    }
    const token = mintSessionToken();
    const now = new Date(this.#options.clock());
    const stored = hashSessionToken(token);
    await this.#options.sessions.createSession(member.id, stored, now, originOf(origin));
    return { token, member };
  }

  /**
   * The session and its member behind a token. Notes the use once a minute, so a session may end up to a minute early.
   *
   * @throws UnauthenticatedError SESSION_INVALID
   */
  async find(token: string | null): Promise<FoundSession> {
    const hash = token !== null && TOKEN.test(token) ? hashSessionToken(token) : null;
    const session = hash === null ? null : await this.#options.sessions.findSession(hash);
    if (hash === null || session === null) {
      throw new UnauthenticatedError("SESSION_INVALID", "Log in first.");
    }
    const nowMs = this.#options.clock();
    if (hasEnded(session, nowMs)) {
      await this.#options.sessions.endSession(hash);
      throw new UnauthenticatedError("SESSION_INVALID", "The session has ended. Log in again.");
    }
    if (nowMs - session.lastSeenTime.getTime() >= TOUCH_MS) {
      await this.#options.sessions.touchSession(hash, new Date(nowMs));
    }
    return { id: session.id, member: session.member };
  }

  /** Whether this is a member's own password; counted like a login, so that a stolen session cannot try many. @throws RateLimitedError */
  async isPasswordOf(
    member: Pick<Member, "login" | "passwordHash">,
    password: string,
    { ipAddress }: Pick<CallOrigin, "ipAddress">,
  ): Promise<boolean> {
    const attempt = { login: member.login, ipAddress };
    this.#options.limiter.begin(attempt);
    const isRight = await verifyPassword(password, member.passwordHash);
    if (isRight) this.#options.limiter.succeed(attempt);
    return isRight;
  }

  /** Ending a session that is none, or has ended, is no error. */
  async end(token: string | null): Promise<void> {
    if (token !== null && TOKEN.test(token)) {
      await this.#options.sessions.endSession(hashSessionToken(token));
    }
  }

  /** The sessions of a member that have not ended, latest used first. Those that have are forgotten on the way. */
  async list(memberId: string): Promise<readonly SessionView[]> {
    const { sessions } = this.#options;
    const views = await sessions.listSessions(memberId);
    const nowMs = this.#options.clock();
    const ended = views.filter((view) => hasTimedOut(view, nowMs));
    for (const { id } of ended) await sessions.endSessionById(memberId, id);
    return views.filter((view) => !hasTimedOut(view, nowMs));
  }

  /** Ends a session of this member. @throws InvalidInputError NOT_FOUND */
  async revoke(memberId: string, id: string): Promise<void> {
    if (!(await this.#options.sessions.endSessionById(memberId, id))) {
      throw new InvalidInputError("NOT_FOUND", "There is no such session.");
    }
  }
}

const hasTimedOut = (
  session: Pick<StoredSession, "createTime" | "lastSeenTime">,
  nowMs: number,
): boolean =>
  nowMs - session.lastSeenTime.getTime() >= SESSION_IDLE_MS_MAX ||
  nowMs - session.createTime.getTime() >= SESSION_AGE_MS_MAX;

const hasEnded = (session: StoredSession, nowMs: number): boolean =>
  session.member.disabledAt !== null || hasTimedOut(session, nowMs);

const originOf = ({ ipAddress, userAgent }: CallOrigin): SessionOrigin => ({
  network: callerNetwork(ipAddress),
  userAgent: userAgent?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
});
