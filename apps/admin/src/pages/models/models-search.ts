import { object, type output } from "zod/mini";
import { sharedFields, textValue } from "../../view/view-search.ts";

/** The models' address: the order of each of its two tables, and whose usage is priced as which model. */
export const ModelsSearch = object({
  ...sharedFields,
  sort: textValue,
  cacheSort: textValue,
  from: textValue,
  to: textValue,
});
export type ModelsSearch = output<typeof ModelsSearch>;
