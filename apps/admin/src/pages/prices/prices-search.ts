import { object, type output } from "zod/mini";
import { choice, sharedFields, textValue } from "../../view/view-search.ts";

/** The parts of the page, the usual one first. */
export const priceTabs = ["book", "editions", "reprice"] as const;
export type PriceTab = (typeof priceTabs)[number];

/** The prices' address. `open` is the model whose rows are shown, `version` an older edition, `q` the search. */
export const PricesSearch = object({
  ...sharedFields,
  tab: choice(priceTabs),
  q: textValue,
  open: textValue,
  version: textValue,
  sort: textValue,
});
export type PricesSearch = output<typeof PricesSearch>;

/** Which edition `prices.list` is asked for: the one in force where the address names none. */
export const editionOf = ({
  version,
}: Pick<PricesSearch, "version">): { readonly version?: number } =>
  version !== undefined && /^[1-9]\d{0,8}$/.test(version) ? { version: Number(version) } : {};
