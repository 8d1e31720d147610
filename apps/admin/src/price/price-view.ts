import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterOutputs } from "@trpc/server";

type Prices = inferRouterOutputs<AdminRouter>["prices"];

/** One edition of the price book, with the list of all editions. */
export type PriceBookView = Prices["list"];

/** One absolute price, as the book holds it. */
export type PriceRowView = PriceBookView["rows"][number];

/** Whether a price is that of calls made at a moment. */
export const isPriceAt = (
  { validFrom, validTo }: Pick<PriceRowView, "validFrom" | "validTo">,
  timeMs: number,
): boolean =>
  (validFrom === null || validFrom.getTime() <= timeMs) &&
  (validTo === null || validTo.getTime() > timeMs);
