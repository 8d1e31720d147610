import { GONE, recordsOnStream, type ProtocolState } from "./protocol-state.ts";
import { recordsIn, weigh } from "./record-sets.ts";

/** Nothing is in flight: every entry settled, every flusher idle, nothing that went past Redis still to be handed over. */
export const isQuiet = (state: ProtocolState): boolean =>
  recordsOnStream(state.entries) === 0 &&
  state.flushers.every(({ phase }) => phase === "idle") &&
  state.unmirrored === null;

/** A law of the protocol: what is wrong with a state, or null. */
type Law = (state: ProtocolState) => string | null;

const neverLost: Law = ({ acked, claims, entries }) => {
  const lost = acked & ~claims & ~recordsOnStream(entries);
  return lost === 0 ? null : `record ${recordsIn(lost).join("+")} was answered for and is lost`;
};

const countedOnce: Law = ({ claims, table }) =>
  table.sum === weigh(claims) ? null : `the statistics say ${table.sum}, the rows ${weigh(claims)}`;

const pendIsWhatWaits: Law = ({ entries, pend }) => {
  const waiting = entries.reduce(
    (sum, { records, holder }) => (holder === GONE ? sum : sum + weigh(records)),
    0,
  );
  return pend === waiting ? null : `pend says ${pend}, entries of ${waiting} wait`;
};

/** Only what went past Redis and is not handed over may be missing. */
const countersNeverBehind: Law = ({ base, claims, entries, pend, unmirrored }) => {
  const known = weigh(claims | recordsOnStream(entries));
  return unmirrored !== null || base.sum + pend >= known
    ? null
    : `the counter says ${base.sum + pend} of ${known}`;
};

const countersExactAtRest: Law = (state) =>
  !isQuiet(state) || (state.pend === 0 && state.base.sum === state.table.sum)
    ? null
    : `at rest the counter says ${state.base.sum} and ${state.pend}, the table ${state.table.sum}`;

const revisionsAgree: Law = ({ base, table }) =>
  base.revision <= table.revision ? null : "a counter is newer than the table";

const laws: readonly Law[] = [
  neverLost,
  countedOnce,
  pendIsWhatWaits,
  countersNeverBehind,
  countersExactAtRest,
  revisionsAgree,
];

/** What a state breaks first, or null where every law holds. */
export const brokenLaw = (state: ProtocolState): string | null => {
  for (const law of laws) {
    const broken = law(state);
    if (broken !== null) return broken;
  }
  return null;
};
