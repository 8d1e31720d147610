const PICO_PER_CENT = 10_000_000_000n;

/** Pico-USD as dollars and cents, cut (not rounded) to whole cents: `$1,234.05`. */
export const dollars = (picoUsd: bigint): string => {
  const cents = picoUsd / PICO_PER_CENT;
  const rest = String(cents % 100n).padStart(2, "0");
  return `$${(cents / 100n).toLocaleString("en")}.${rest}`;
};
