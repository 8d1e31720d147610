import { object, type output } from "zod/mini";
import { choice, sharedFields } from "../../view/view-search.ts";

/** By what the table is split, the usual one first. */
export const reconcileSplits = ["model", "key", "class", "period"] as const;

/** The address of the comparison: its period, and by what the table is split. */
export const ReconcileSearch = object({ ...sharedFields, by: choice(reconcileSplits) });
export type ReconcileSearch = output<typeof ReconcileSearch>;
