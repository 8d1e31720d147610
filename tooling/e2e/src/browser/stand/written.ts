const PICO_USD_PER_USD = 1e12;

const count = new Intl.NumberFormat("en");
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });

/** A count as an English reader sees it, every digit. */
export const countText = (value: bigint): string => count.format(value);

/** Money of ten cents and more as an English reader sees it. */
export const moneyText = (picoUsd: bigint): string =>
  dollars.format(Number(picoUsd) / PICO_USD_PER_USD);
