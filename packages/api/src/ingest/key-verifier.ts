import {
  UnauthenticatedError,
  type AccessKeyScope,
  type CollectDirectory,
  type StoredAccessKey,
} from "@tokenledger/usage";
import {
  hashSecret,
  parseAccessKey,
  sameHash,
  type AccessKeyToken,
} from "../access-keys/access-key-token.ts";
import type { Clock } from "../clock.ts";
import type { KeyRates } from "./key-rates.ts";
import type { KeyUses } from "./key-uses.ts";
import type { PepperMove } from "./pepper-move.ts";
import { LruMap } from "../lru-map.ts";
import { RefreshedValue } from "../refreshed-value.ts";

const FRESH_MS = 5000;
/** For who holds no secret that is remembered: it may have been made since. At most five look-ups a second and id come of it. */
const REFUSED_FRESH_MS = 200;
const STALE_MS_MAX = 24 * 3_600_000;
const WAIT_MS_MAX = 500;
const KEYS_MAX = 10_000;
/** A hash no secret has: unknown ids are compared with it, so that they cost what known ones cost. */
const NO_HASH = "0".repeat(64);
const NO_SECRET = { secretHash: NO_HASH, expiresAt: new Date(0) };

/** The key behind a call, once its secret is proven. */
export interface VerifiedKey {
  /** `access_key.id`, a bigint in decimal. */
  readonly id: string;
  readonly keyId: string;
  readonly scopes: readonly AccessKeyScope[];
}

export interface KeyVerifierOptions {
  readonly directory: Pick<CollectDirectory, "findAccessKey">;
  /** Secret outside the database, under which secrets are hashed. */
  readonly pepper: string;
  /** Another pepper that secrets may be hashed under: while one takes the place of the other. */
  readonly pepperAlso?: string | undefined;
  /** Told of every key whose secret is stored under the other pepper. */
  readonly pepperMove?: Pick<PepperMove, "move">;
  readonly clock: Clock;
  /** Told of every call with a live key. */
  readonly uses?: Pick<KeyUses, "note">;
  /** Counts every call of a proven key, and refuses it where they are too many. */
  readonly rates?: Pick<KeyRates, "take">;
  /** Most keys remembered; as many unknown ids are remembered apart, so that a flood of them pushes no real key out. Default 10,000. */
  readonly keyCountMax?: number;
}

type KeyCopy = RefreshedValue<StoredAccessKey | null>;

const INVALID_MESSAGE = "This access key is not valid.";

/**
 * Tells whose key a token is. For a time after a rotation two secrets are a key's. Remembers what the ledger says about a key for 5 seconds (a disabled key is refused within
 * that; a secret that is not remembered is looked for again at once), and up to 24 hours while the ledger is away. Remembers hashes only, never a token or a secret.
 */
export class KeyVerifier {
  readonly #options: KeyVerifierOptions;
  readonly #known: LruMap<string, KeyCopy>;
  readonly #unknown: LruMap<string, KeyCopy>;

  constructor(options: KeyVerifierOptions) {
    this.#options = options;
    this.#known = new LruMap(options.keyCountMax ?? KEYS_MAX);
    this.#unknown = new LruMap(options.keyCountMax ?? KEYS_MAX);
  }

  /**
   * A wrong secret and an unknown id get the same answer after the same work. Only the holder of the secret learns that a key is
   * disabled or expired.
   *
   * @throws UnauthenticatedError KEY_MISSING, KEY_INVALID, KEY_DISABLED, KEY_EXPIRED
   * @throws RateLimitedError where `rates` says that it calls too often.
   * @throws UnavailableError when the ledger is away and the key was not seen in the last 24 hours.
   */
  async verify(token: string | null): Promise<VerifiedKey> {
    if (token === null || token === "") {
      throw new UnauthenticatedError(
        "KEY_MISSING",
        "Send an access key: Authorization: Bearer tl_…",
      );
    }
    const parsed = parseAccessKey(token);
    if (parsed === null) {
      throw new UnauthenticatedError("KEY_INVALID", INVALID_MESSAGE);
    }
    const key =
      (await this.#findProven(parsed, FRESH_MS)) ??
      (await this.#findProven(parsed, REFUSED_FRESH_MS));
    if (key === null) {
      throw new UnauthenticatedError("KEY_INVALID", INVALID_MESSAGE);
    }
    this.#assertLive(key);
    this.#options.rates?.take(key.id);
    this.#options.uses?.note(key.id);
    return { id: key.id, keyId: key.keyId, scopes: key.scopes };
  }

  async #findProven(
    { keyId, secret }: AccessKeyToken,
    freshMs: number,
  ): Promise<StoredAccessKey | null> {
    const key = await this.#find(keyId, freshMs);
    return this.#isProven(key, secret) ? key : null;
  }

  /** The other pepper is tried in any case too: which one a key is under must not show in the time. */
  #isProven(key: StoredAccessKey | null, secret: string): boolean {
    const { pepper, pepperAlso, pepperMove } = this.#options;
    const hash = hashSecret(secret, pepper);
    const isProven = this.#isSecretOf(key, hash);
    if (pepperAlso === undefined) return isProven;
    const otherHash = hashSecret(secret, pepperAlso);
    const isUnderOther = this.#isSecretOf(key, otherHash);
    if (isUnderOther && key !== null) pepperMove?.move(key.id, otherHash, hash);
    return isProven || isUnderOther;
  }

  /** Both are compared in any case: what a rotation left behind must not show in the time an answer takes. */
  #isSecretOf(key: StoredAccessKey | null, hash: string): boolean {
    const previous = key?.previousSecret ?? NO_SECRET;
    const isCurrent = sameHash(hash, key?.secretHash ?? NO_HASH);
    const isPrevious = sameHash(hash, previous.secretHash);
    return isCurrent || (isPrevious && this.#options.clock() < previous.expiresAt.getTime());
  }

  #assertLive(key: StoredAccessKey): void {
    const nowMs = this.#options.clock();
    if (key.disabledAt !== null && key.disabledAt.getTime() <= nowMs) {
      throw new UnauthenticatedError("KEY_DISABLED", "This access key is disabled.");
    }
    if (key.expiresAt !== null && key.expiresAt.getTime() <= nowMs) {
      throw new UnauthenticatedError("KEY_EXPIRED", "This access key has expired.");
    }
  }

  async #find(keyId: string, freshMs: number): Promise<StoredAccessKey | null> {
    const known = this.#known.get(keyId);
    if (known !== undefined) {
      return known.get(freshMs);
    }
    const copy = this.#unknown.get(keyId) ?? this.#copyOf(keyId);
    const key = await copy.get(freshMs);
    if (key !== null) {
      this.#unknown.delete(keyId);
      this.#known.set(keyId, copy);
    }
    return key;
  }

  #copyOf(keyId: string): KeyCopy {
    const copy: KeyCopy = new RefreshedValue({
      load: () => this.#options.directory.findAccessKey(keyId),
      clock: this.#options.clock,
      freshMs: FRESH_MS,
      // A key unknown before the ledger went away may have been made since: undecided (503), not refused (401).
      staleMsMax: (key) => (key === null ? 0 : STALE_MS_MAX),
      waitMsMax: WAIT_MS_MAX,
    });
    this.#unknown.set(keyId, copy);
    return copy;
  }
}
