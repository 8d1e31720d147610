import type { Protocol, Step } from "./protocol.ts";
import type { ProtocolState, Totals } from "./protocol-state.ts";
import { weigh } from "./record-sets.ts";

/** The commit statement: rows for what has none, their sums, and a revision, at once. */
export const commitRecords = (
  state: ProtocolState,
  records: number,
  { mutant }: Protocol,
): ProtocolState => {
  const counted = mutant === "no claim" ? records : records & ~state.claims;
  if (counted === 0) return state;
  const { sum, revision } = state.table;
  return {
    ...state,
    claims: state.claims | records,
    table: { sum: sum + weigh(counted), revision: revision + 1 },
  };
};

/** What Redis does with the totals of a commit. */
export const raiseBase = (base: Totals, totals: Totals, { mutant }: Protocol): Totals =>
  mutant === "base without the revision" || totals.revision > base.revision ? totals : base;

/** A rebuild that reads the rows and writes their sums later. With the cells locked meanwhile it changes nothing, and is no step. */
export function* rebuildSteps(state: ProtocolState, { mutant }: Protocol): Generator<Step> {
  if (mutant !== "rebuild without locks") return;
  if (state.rebuildRead === null) {
    yield { name: "rebuild reads", next: { ...state, rebuildRead: weigh(state.claims) } };
    return;
  }
  const table = { sum: state.rebuildRead, revision: state.table.revision + 1 };
  const isChange = table.sum !== state.table.sum;
  yield {
    name: "rebuild writes",
    next: { ...state, rebuildRead: null, ...(isChange ? { table } : {}) },
  };
}
