import { createHash, randomBytes } from "node:crypto";
import {
  UnauthenticatedError,
  type Member,
  type MemberDirectory,
  type StoredSession,
} from "@tokenledger/usage";
import type { Clock } from "./clock.ts";
import type { LoginAttempt, LoginLimiter } from "./login-limiter.ts";
import { NO_PASSWORD_HASH, verifyPassword } from "./password-hash.ts";

/** A session unused for this long has ended: 30 minutes. */
export const SESSION_IDLE_MS_MAX = 30 * 60_000;
/** A session this old has ended, used or not: 12 hours. */
export const SESSION_AGE_MS_MAX = 12 * 3_600_000;
const TOUCH_MS = 60_000;
const TOKEN_BYTES = 32;
const TOKEN = /^tls_[\w-]{43}$/;

/** SHA-256 of a session token, hex: all that is stored. The token's 256 random bits need no slow hash and no salt. */
export const hashSessionToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** A new session token: `tls_` and 256 random bits. */
export const mintSessionToken = (): string =>
  `tls_${randomBytes(TOKEN_BYTES).toString("base64url")}`;

export interface SessionsOptions {
  readonly members: Pick<
    MemberDirectory,
    "findMember" | "createSession" | "findSession" | "touchSession" | "endSession"
  >;
  readonly limiter: LoginLimiter;
  readonly clock: Clock;
}

export interface Credentials extends LoginAttempt {
  readonly password: string;
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
    const { members, limiter, clock } = this.#options;
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
    const token = mintSessionToken();
    await members.createSession(member.id, hashSessionToken(token), new Date(clock()));
    return { token, member };
  }

  /**
   * The member behind a token. Notes the use once a minute, so a session may end up to a minute early.
   *
   * @throws UnauthenticatedError SESSION_INVALID
   */
  async find(token: string | null): Promise<Member> {
    const hash = token !== null && TOKEN.test(token) ? hashSessionToken(token) : null;
    const session = hash === null ? null : await this.#options.members.findSession(hash);
    if (hash === null || session === null) {
      throw new UnauthenticatedError("SESSION_INVALID", "Log in first.");
    }
    const nowMs = this.#options.clock();
    if (hasEnded(session, nowMs)) {
      await this.#options.members.endSession(hash);
      throw new UnauthenticatedError("SESSION_INVALID", "The session has ended. Log in again.");
    }
    if (nowMs - session.lastSeenTime.getTime() >= TOUCH_MS) {
      await this.#options.members.touchSession(hash, new Date(nowMs));
    }
    return session.member;
  }

  /** Ending a session that is none, or has ended, is no error. */
  async end(token: string | null): Promise<void> {
    if (token !== null && TOKEN.test(token)) {
      await this.#options.members.endSession(hashSessionToken(token));
    }
  }
}

const hasEnded = (session: StoredSession, nowMs: number): boolean =>
  session.member.disabledAt !== null ||
  nowMs - session.lastSeenTime.getTime() >= SESSION_IDLE_MS_MAX ||
  nowMs - session.createTime.getTime() >= SESSION_AGE_MS_MAX;
