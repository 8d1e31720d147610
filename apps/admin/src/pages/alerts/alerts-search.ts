import { object, type output } from "zod/mini";
import { choice, sharedFields, textValue } from "../../view/view-search.ts";

/** The parts of the page, the usual one first. */
export const alertTabs = ["rules", "channels", "history", "deliveries"] as const;

/** The alerts' address. `before` is where a page of the history or of the deliveries starts, `only` what of them is shown. */
export const AlertsSearch = object({
  ...sharedFields,
  tab: choice(alertTabs),
  before: textValue,
  only: choice(["open", "failed"]),
});
export type AlertsSearch = output<typeof AlertsSearch>;
