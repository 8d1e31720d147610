import { UnreadableError } from "@tokenledger/usage";

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;
/** A cent is 10^10 pico-dollars. */
const PICO_DIGITS = 10;

/**
 * An amount in cents as Anthropic writes it (`"123.456"`) in whole pico-USD. What is finer than a pico-dollar is cut.
 *
 * @throws UnreadableError for anything that is no decimal number
 */
export const picoUsdOfCents = (amount: string): bigint => {
  const [, sign, whole, fraction = ""] = AMOUNT.exec(amount) ?? [];
  if (whole === undefined)
    throw new UnreadableError("Anthropic's report has an amount that is no number.");
  const pico = BigInt(whole + fraction.slice(0, PICO_DIGITS).padEnd(PICO_DIGITS, "0"));
  return sign === "-" ? -pico : pico;
};
