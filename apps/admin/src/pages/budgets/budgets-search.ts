import { object, type output } from "zod/mini";
import { sharedFields, textValue } from "../../view/view-search.ts";

/** The budgets' address: the order of the table, and the budget that is open. */
export const BudgetsSearch = object({ ...sharedFields, sort: textValue, open: textValue });
export type BudgetsSearch = output<typeof BudgetsSearch>;
