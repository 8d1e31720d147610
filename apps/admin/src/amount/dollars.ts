const PICO_PER_DOLLAR = 1_000_000_000_000n;
const DIGITS = 6;
const DECIMAL = /^(\d{1,12})(?:\.(\d{1,6}))?$/;
const WHOLE = /^\d{1,18}$/;

/** Reads dollars as people type them (`250`, `0.5`) into pico-USD, exactly; null for anything else, zero included. */
export const parseDollars = (text: string): bigint | null => {
  const [, whole, part = ""] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === undefined) {
    return null;
  }
  const micro = BigInt(whole) * 10n ** BigInt(DIGITS) + BigInt(part.padEnd(DIGITS, "0"));
  return micro === 0n ? null : (micro * PICO_PER_DOLLAR) / 10n ** BigInt(DIGITS);
};

/** The text that reads back as this sum; what is below a millionth of a dollar is cut. */
export const dollarsText = (picoUsd: bigint): string => {
  const part = (picoUsd % PICO_PER_DOLLAR)
    .toString()
    .padStart(12, "0")
    .slice(0, DIGITS)
    .replace(/0+$/, "");
  const whole = (picoUsd / PICO_PER_DOLLAR).toString();
  return part === "" ? whole : `${whole}.${part}`;
};

/** Reads a whole number above zero; null for anything else. */
export const parseWhole = (text: string): bigint | null => {
  const trimmed = text.trim();
  const value = WHOLE.test(trimmed) ? BigInt(trimmed) : 0n;
  return value === 0n ? null : value;
};

/** Reads numbers with commas or spaces between them (`80, 100`); null where one of them is no whole number above zero. */
export const parseList = (
  text: string,
  parse: (part: string) => bigint | null = parseWhole,
): readonly bigint[] | null => {
  const parts = text.split(/[\s,，、]+/u).filter((part) => part !== "");
  const values = parts.map(parse).filter((value) => value !== null);
  return values.length === parts.length ? values : null;
};
