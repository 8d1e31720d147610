const PICO_PER_DOLLAR_A_MILLION = 1_000_000n;
const DIGITS = 6;
const DECIMAL = /^(\d{1,9})(?:\.(\d{1,6}))?$/;

/**
 * Reads dollars per million tokens as people type them (`3`, `3.75`) into pico-USD per token: exactly, to the last of six digits.
 * Null for anything else. $1 per million tokens is 1,000,000 pico-USD a token.
 */
export const parsePerMillion = (text: string): bigint | null => {
  const [, whole, part = ""] = DECIMAL.exec(text.trim()) ?? [];
  return whole === undefined
    ? null
    : BigInt(whole) * PICO_PER_DOLLAR_A_MILLION + BigInt(part.padEnd(DIGITS, "0"));
};

/** The text that reads back as this price; no digit is lost, none is added. */
export const perMillionText = (picoUsd: bigint): string => {
  const whole = picoUsd / PICO_PER_DOLLAR_A_MILLION;
  const part = (picoUsd % PICO_PER_DOLLAR_A_MILLION)
    .toString()
    .padStart(DIGITS, "0")
    .replace(/0+$/, "");
  return part === "" ? whole.toString() : `${whole}.${part}`;
};
