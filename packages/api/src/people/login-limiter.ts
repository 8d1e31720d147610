import type { Clock } from "../clock.ts";
import { LruMap } from "../lru-map.ts";
import { RateLimitedError } from "../procedures/rate-limited-error.ts";

const WINDOW_MS = 15 * 60_000;
/** Attempts a window. A pair of address and login first, so that a stranger's failures do not lock the owner out. */
const PAIR_MAX = 10;
const ADDRESS_MAX = 30;
const LOGIN_MAX = 100;
const WINDOWS_MAX = 10_000;

interface AttemptWindow {
  readonly endMs: number;
  readonly attemptCount: number;
}

export interface LoginAttempt {
  readonly login: string;
  readonly ipAddress: string;
}

/**
 * Limits login attempts in windows of 15 minutes: 10 for one login from one address, 30 from one address, 100 for one login.
 * Kept in this process, for 10,000 addresses, logins and pairs each; several servers allow that many times more.
 */
export class LoginLimiter {
  readonly #clock: Clock;
  readonly #pairs = new LruMap<string, AttemptWindow>(WINDOWS_MAX);
  readonly #addresses = new LruMap<string, AttemptWindow>(WINDOWS_MAX);
  readonly #logins = new LruMap<string, AttemptWindow>(WINDOWS_MAX);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts an attempt before it is judged, so that attempts sent together cannot all pass.
   *
   * @throws RateLimitedError saying when to come back; the attempt must not be judged.
   */
  begin(attempt: LoginAttempt): void {
    const waitMs = Math.max(
      this.#count(this.#pairs, pairOf(attempt), PAIR_MAX),
      this.#count(this.#addresses, attempt.ipAddress, ADDRESS_MAX),
      this.#count(this.#logins, attempt.login, LOGIN_MAX),
    );
    if (waitMs > 0) {
      throw new RateLimitedError("Too many attempts to log in. Try again later.", waitMs);
    }
  }

  /** Forgets the pair's attempts: who knows the password has not been guessing. */
  succeed(attempt: LoginAttempt): void {
    this.#pairs.delete(pairOf(attempt));
  }

  /** @returns how long to wait, in milliseconds; 0 while there is room. */
  #count(windows: LruMap<string, AttemptWindow>, name: string, attemptCountMax: number): number {
    const nowMs = this.#clock();
    const open = windows.get(name);
    const current =
      open === undefined || open.endMs <= nowMs
        ? { endMs: nowMs + WINDOW_MS, attemptCount: 0 }
        : open;
    if (current.attemptCount >= attemptCountMax) {
      return current.endMs - nowMs;
    }
    windows.set(name, { endMs: current.endMs, attemptCount: current.attemptCount + 1 });
    return 0;
  }
}

const pairOf = ({ login, ipAddress }: LoginAttempt): string => `${ipAddress} ${login}`;
