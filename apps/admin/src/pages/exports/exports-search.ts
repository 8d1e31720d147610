import type { Outcome } from "@tokenledger/usage";
import { object, type output } from "zod/mini";
import { choice, sharedFields, textValue } from "../../view/view-search.ts";

/** What can be taken away: single calls, or sums by period. */
export const exportKinds = ["records", "trends"] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What sums can be split by. */
export const exportSplits = ["none", "model", "key", "user", "feature"] as const;
export type ExportSplit = (typeof exportSplits)[number];

/** The periods sums are made for. */
export const exportRolls = ["hour", "day", "week", "month"] as const;
export type ExportRoll = (typeof exportRolls)[number];

const outcomes = [
  "complete",
  "error",
  "truncated",
  "cancelled",
  "stream_error",
  "transport_error",
  "no_response",
  "abandoned",
] as const satisfies readonly Outcome[];

/** The exports' address. `new` opens the form with the period and the filters it carries; `before` is the export the list goes on from. */
export const ExportsSearch = object({
  ...sharedFields,
  new: choice(exportKinds),
  by: choice(exportSplits),
  roll: choice(exportRolls),
  outcome: choice(outcomes),
  requestId: textValue,
  messageId: textValue,
  before: textValue,
});
export type ExportsSearch = output<typeof ExportsSearch>;
