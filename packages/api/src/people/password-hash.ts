import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { UnreadableError } from "@tokenledger/usage";

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane; about 40 ms of one core. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a stored hash may ask for at most: a damaged row must not take the process's memory. */
const MEMORY_MAX = 262_144;
const PASSES_MAX = 16;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;

const argon2Async = promisify(argon2);

const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  argon2Async("argon2id", {
    // The same word typed on two machines may arrive in two Unicode forms (NIST SP 800-63B, 5.1.1.2).
    message: password.normalize("NFKC"),
    nonce,
    tagLength: HASH_BYTES,
    ...cost,
  });

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

/** Hashes a password for storage: a PHC string with argon2id, its cost and a salt of its own. Twice gives two strings. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
};

const readCost = (memory: string, passes: string, parallelism: string): Cost => {
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  if (cost.memory > MEMORY_MAX || cost.passes > PASSES_MAX) {
    throw new UnreadableError("A stored password hash asks for more than this server gives.");
  }
  return cost;
};

/**
 * Whether a password is the one behind a PHC string. Takes the same time for every wrong password.
 *
 * @throws UnreadableError when the string is not argon2id in PHC form, or asks for more than 256 MiB or 16 passes.
 */
export const verifyPassword = async (password: string, stored: string): Promise<boolean> => {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(stored) ?? [];
  if (
    memory === undefined ||
    passes === undefined ||
    parallelism === undefined ||
    salt === undefined ||
    hash === undefined
  ) {
    throw new UnreadableError("A stored password hash is not argon2id in PHC form.");
  }
  const cost = readCost(memory, passes, parallelism);
  const derived = await derive(password, Buffer.from(salt, "base64"), cost);
  return timingSafeEqual(derived, Buffer.from(hash, "base64"));
};

/** Hash of a password nobody has, of the same cost: checking it makes an unknown login take as long as a known one. */
export const NO_PASSWORD_HASH = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;
