const PICO_DIGITS = 12;

/** Pico-USD as an exact decimal number of dollars: `0.001234500000`. No float comes near it. */
export const usdOf = (picoUsd: bigint): string => {
  const digits = picoUsd
    .toString()
    .replace("-", "")
    .padStart(PICO_DIGITS + 1, "0");
  const sign = picoUsd < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -PICO_DIGITS)}.${digits.slice(-PICO_DIGITS)}`;
};
