import { createHash } from "node:crypto";

/** Numbers that look random and are the same for the same seed. Each in [0, 1). */
export type SeededRandom = () => number;

const UINT32 = 4_294_967_296;

/** SHA-256 of the parts, separated so that ("ab", "c") and ("a", "bc") differ. */
export const digestOf = (...parts: readonly (string | number)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(String(part)).update("\0");
  }
  return hash.digest();
};

/** The same parts give the same sequence for ever: mulberry32 over the first four bytes of their SHA-256. */
export const seededRandom = (...parts: readonly (string | number)[]): SeededRandom => {
  let state = digestOf(...parts).readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
};

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const ID_LENGTH = 22;

/** An id in Anthropic's form (`msg_01…`, `req_01…`): prefix, version, 22 characters. The same parts give the same id. */
export const anthropicId = (prefix: string, ...parts: readonly (string | number)[]): string => {
  const bytes = digestOf(prefix, ...parts).subarray(0, ID_LENGTH);
  const text = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
  return `${prefix}_01${text}`;
};

/** A whole number in [low, high]. */
export const between = (random: SeededRandom, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** A value with this median and a long tail to the right (log-normal, sigma 0.8), as answer lengths have. */
export const longTailed = (random: SeededRandom, median: number): number => {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return Math.max(
    1,
    Math.round(median * Math.exp(0.8 * radius * Math.cos(2 * Math.PI * random()))),
  );
};
