import {
  GONE,
  NEW,
  type Flusher,
  type FlusherPhase,
  type ProtocolState,
} from "./protocol-state.ts";
import type { Protocol } from "./protocol.ts";

const PHASES: readonly FlusherPhase[] = ["idle", "read", "committed"];
/** Keeps every number a character code above zero. */
const SHIFT = 3;

/** The entries as numbers: those that were read in an order that tells nothing, then new ones in the order of the stream. */
const entryCodes = (state: ProtocolState, first: Flusher, second: Flusher): readonly number[] => {
  const read: number[] = [];
  const fresh: number[] = [];
  const isSwapped = first !== state.flushers[0];
  state.entries.forEach(({ holder, records }, index) => {
    if (holder === NEW) fresh.push(records);
    else {
      const holders =
        Number(first.batch.includes(index)) + 2 * Number(second.batch.includes(index));
      const from = holder < 0 || !isSwapped ? holder : 1 - holder;
      // An entry that is gone and that no flusher works on can make no difference any more.
      if (holder !== GONE || holders > 0)
        read.push((records << 4) + ((from - GONE) << 2) + holders);
    }
  });
  return [...read.sort((a, b) => a - b), -1, ...fresh];
};

const flusherCodes = ({ phase, totals }: Flusher): readonly number[] => [
  PHASES.indexOf(phase),
  totals.sum,
  totals.revision,
];

/** Records that will be sent again: only of these does it matter how often they were sent and whether they were seen. */
const waitingOf = ({ acked, sends }: ProtocolState, protocol: Protocol): readonly number[] =>
  sends.map((count, index) => (((acked >> index) & 1) === 1 ? protocol.sends : count));

const keyFrom = (
  state: ProtocolState,
  first: Flusher,
  second: Flusher,
  protocol: Protocol,
): string => {
  const sends = waitingOf(state, protocol);
  const waiting = sends.reduce(
    (records, count, index) => (count < protocol.sends ? records | (1 << index) : records),
    0,
  );
  const codes = [
    state.acked,
    state.seen & waiting,
    state.pend,
    state.base.sum,
    state.base.revision,
    state.claims,
    state.table.sum,
    state.table.revision,
    state.directSends,
    state.unmirrored?.sum ?? -1,
    state.unmirrored?.revision ?? -1,
    state.rebuildRead ?? -1,
  ].concat(sends, flusherCodes(first), flusherCodes(second), entryCodes(state, first, second));
  return String.fromCharCode(...codes.map((code) => code + SHIFT));
};

/** A text that two states share only when nothing that happens later can tell them apart. Which flusher is which tells nothing. */
export const stateKey = (state: ProtocolState, protocol: Protocol): string => {
  const [first, second] = state.flushers;
  const oneWay = keyFrom(state, first, second, protocol);
  const otherWay = keyFrom(state, second, first, protocol);
  return oneWay < otherWay ? oneWay : otherWay;
};
