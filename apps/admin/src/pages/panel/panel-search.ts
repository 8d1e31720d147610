import { object, type output } from "zod/mini";
import { sharedFields, textValue } from "../../view/view-search.ts";

/** The panel's address: the procedure that is open, what it is asked with as JSON, and the search. */
export const PanelSearch = object({
  ...sharedFields,
  proc: textValue,
  input: textValue,
  q: textValue,
});
export type PanelSearch = output<typeof PanelSearch>;
