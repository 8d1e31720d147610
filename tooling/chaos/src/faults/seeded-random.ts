import { createHash } from "node:crypto";

/** Uniform in [0, 1). */
export type Random = () => number;

const UINT32 = 4_294_967_296;

/** Numbers that look random and are the same for the same seed and purpose, in every run and on every machine. */
export const seededRandom = (seed: number, purpose: string): Random => {
  let drawn = 0;
  return () => {
    drawn += 1;
    return (
      createHash("sha256").update(`${seed} ${purpose} ${drawn}`).digest().readUInt32BE() / UINT32
    );
  };
};

/** A number in [least, most). */
export const within = (random: Random, [least, most]: readonly [number, number]): number =>
  least + random() * (most - least);

/** A whole number in [least, most]. */
export const wholeWithin = (random: Random, [least, most]: readonly [number, number]): number =>
  Math.floor(within(random, [least, most + 1]));

/** Waits between things that happen at random at this rate (exponential). */
export const waitAround = (random: Random, meanMs: number): number =>
  -Math.log(1 - random()) * meanMs;
