import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const KEY_ID_LENGTH = 12;
const SECRET_BYTES = 32;
const CHECKSUM_LENGTH = 6;
const LAST_LENGTH = 4;
/** Largest multiple of 62 in a byte: greater bytes are thrown away, else the first 8 digits came up more often. */
const UNBIASED_BELOW = 248;
const TOKEN = /^tl_([a-z0-9]{1,16})_([0-9A-Za-z]{12})_([\w-]{43})([0-9A-Za-z]{6})$/;
const ENVIRONMENT = /^[a-z0-9]{1,16}$/;

const base62Digit = (value: number): string => BASE62.charAt(value % BASE62.length);

const checksum = (text: string): string => {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = base62Digit(rest) + digits;
    rest = Math.floor(rest / BASE62.length);
  }
  return digits;
};

const mintKeyId = (): string => {
  let keyId = "";
  while (keyId.length < KEY_ID_LENGTH) {
    for (const byte of randomBytes(KEY_ID_LENGTH)) {
      keyId += byte < UNBIASED_BELOW ? base62Digit(byte) : "";
    }
  }
  return keyId.slice(0, KEY_ID_LENGTH);
};

/** The parts of a token that passed its checksum. Says nothing about whether such a key exists. */
export interface AccessKeyToken {
  readonly env: string;
  /** The public part: finds the key. */
  readonly keyId: string;
  /** 256 random bits in base64url. Never stored, logged or kept. */
  readonly secret: string;
}

/** A new key: the token for its holder, the rest for the ledger. */
export interface MintedAccessKey {
  /** Shown once. Nothing stored can bring it back. */
  readonly token: string;
  readonly keyId: string;
  readonly secretHash: string;
  readonly last4: string;
}

/**
 * HMAC-SHA-256 of a secret under the pepper, hex. The pepper lives outside the database, so a stolen dump can neither verify
 * nor mint keys. A slow hash would add nothing to 256 random bits and cost tens of milliseconds a call.
 */
export const hashSecret = (secret: string, pepper: string): string =>
  createHmac("sha256", pepper).update(secret).digest("hex");

/** Writes a token of its parts, checksum last. */
export const formatAccessKey = ({ env, keyId, secret }: AccessKeyToken): string => {
  const body = `tl_${env}_${keyId}_${secret}`;
  return body + checksum(body);
};

/** What a rotation makes: the token for the key's holder, the rest for the ledger. */
export type MintedSecret = Omit<MintedAccessKey, "keyId">;

/** A new secret for the key of this public part. */
export const mintSecret = (options: {
  readonly env: string;
  readonly keyId: string;
  readonly pepper: string;
}): MintedSecret => {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const token = formatAccessKey({ env: options.env, keyId: options.keyId, secret });
  return {
    token,
    secretHash: hashSecret(secret, options.pepper),
    last4: token.slice(-LAST_LENGTH),
  };
};

/**
 * Makes an access key: `tl_<env>_<keyId>_<secret><checksum>`. The checksum (CRC-32, as in GitHub's tokens) lets the door
 * refuse garbage without a look-up and lets secret scanners know a leaked key when they see one.
 *
 * @throws RangeError when `env` is not 1 to 16 of a-z and 0-9.
 */
export const mintAccessKey = (options: {
  readonly env: string;
  readonly pepper: string;
}): MintedAccessKey => {
  if (!ENVIRONMENT.test(options.env)) {
    throw new RangeError("env must be 1 to 16 of a-z and 0-9");
  }
  const keyId = mintKeyId();
  return { keyId, ...mintSecret({ ...options, keyId }) };
};

/** @returns null for whatever is not a token, or not whole. */
export const parseAccessKey = (token: string): AccessKeyToken | null => {
  const [, env, keyId, secret, sum] = TOKEN.exec(token) ?? [];
  if (env === undefined || keyId === undefined || secret === undefined) {
    return null;
  }
  return checksum(token.slice(0, -CHECKSUM_LENGTH)) === sum ? { env, keyId, secret } : null;
};

/** Compares two hashes in hex in a time that tells nothing about where they differ. */
export const sameHash = (left: string, right: string): boolean => {
  const leftBytes = Buffer.from(left, "hex");
  const rightBytes = Buffer.from(right, "hex");
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
};
