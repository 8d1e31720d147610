const PICO = 1e12;
/** Below it cents say too little: two digits that are not zero are shown. */
const DOLLARS_IN_CENTS_MIN = 0.1;

const usd = (options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  new Intl.NumberFormat("en", { style: "currency", currency: "USD", ...options });

const cents = usd({});
const parts = usd({ maximumSignificantDigits: 2, minimumFractionDigits: 2 });

/** Pico-USD as the page writes it: `$1,234.06`, `$0.0095`. What is not zero is never written as zero. */
export const moneyText = (picoUsd: bigint): string => {
  // Dollars keep their cents in a double up to 90 trillion.
  const dollars = Number(picoUsd) / PICO;
  return (Math.abs(dollars) < DOLLARS_IN_CENTS_MIN && dollars !== 0 ? parts : cents).format(
    dollars,
  );
};
