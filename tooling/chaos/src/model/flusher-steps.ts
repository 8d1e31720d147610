import type { Protocol, Step } from "./protocol.ts";
import { GONE, NEW, type Entry, type Flusher, type ProtocolState } from "./protocol-state.ts";
import { recordsIn, weigh } from "./record-sets.ts";
import { commitRecords, raiseBase } from "./table-steps.ts";

type FlusherNumber = 0 | 1;

const IDLE: Flusher = { phase: "idle", batch: [], totals: { sum: 0, revision: 0 } };

const withFlusher = (state: ProtocolState, at: FlusherNumber, flusher: Flusher): ProtocolState => {
  const [first, second] = state.flushers;
  return { ...state, flushers: at === 0 ? [flusher, second] : [first, flusher] };
};

const sumOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { records }) => sum + weigh(records), 0);

const batchEntries = (state: ProtocolState, batch: readonly number[]): readonly Entry[] =>
  batch.flatMap((index) => state.entries[index] ?? []);

/** `settle.lua` of a batch, without its totals: XACK tells which entries are still there, and only they come out of pend. */
const takeOff = (
  state: ProtocolState,
  batch: readonly number[],
  { mutant }: Protocol,
): ProtocolState => {
  const entries = batchEntries(state, batch);
  const isUnguarded = mutant === "pend without the XACK guard";
  const settled = isUnguarded ? entries : entries.filter(({ holder }) => holder !== GONE);
  return {
    ...state,
    pend: state.pend - sumOf(settled),
    entries: state.entries.map((entry, index) =>
      batch.includes(index) ? { ...entry, holder: GONE } : entry,
    ),
  };
};

const take = (
  state: ProtocolState,
  at: FlusherNumber,
  batch: readonly number[],
  protocol: Protocol,
): ProtocolState => {
  const entries = state.entries.map((entry, index) =>
    batch.includes(index) ? { ...entry, holder: at } : entry,
  );
  const taken = withFlusher({ ...state, entries }, at, { ...IDLE, phase: "read", batch });
  return protocol.mutant === "ack before commit" ? takeOff(taken, batch, protocol) : taken;
};

const indexesWhere = (state: ProtocolState, test: (holder: number) => boolean): number[] =>
  state.entries.flatMap(({ holder }, index) => (test(holder) ? [index] : []));

/** XREADGROUP of any number of new entries; XAUTOCLAIM of one pending entry, or of all, whoever holds them and whether he lives or not. */
function* readSteps(state: ProtocolState, at: FlusherNumber, protocol: Protocol): Generator<Step> {
  const fresh = indexesWhere(state, (holder) => holder === NEW);
  for (let count = 1; count <= fresh.length; count += 1) {
    const next = take(state, at, fresh.slice(0, count), protocol);
    yield { name: `flusher ${at} reads ${count}`, next };
  }
  const pending = indexesWhere(state, (holder) => holder >= 0);
  const claims = pending.length > 1 ? [pending, ...pending.map((index) => [index])] : [pending];
  for (const batch of pending.length === 0 ? [] : claims) {
    const next = take(state, at, batch, protocol);
    yield { name: `flusher ${at} claims entry ${batch.join("+")}`, next };
  }
}

function* commitSteps(
  state: ProtocolState,
  at: FlusherNumber,
  protocol: Protocol,
): Generator<Step> {
  const flusher = state.flushers[at];
  const records = batchEntries(state, flusher.batch).reduce((all, entry) => all | entry.records, 0);
  const committed = commitRecords(state, records, protocol);
  const name = `flusher ${at} commits ${recordsIn(records).join("+")}`;
  yield {
    name,
    next: withFlusher(committed, at, { ...flusher, phase: "committed", totals: committed.table }),
  };
  // It tries the same batch again.
  yield { name: `${name}, answer lost`, next: committed };
}

function* settleSteps(
  state: ProtocolState,
  at: FlusherNumber,
  protocol: Protocol,
): Generator<Step> {
  const { batch, totals } = state.flushers[at];
  const settled = {
    ...takeOff(state, batch, protocol),
    base: raiseBase(state.base, totals, protocol),
  };
  yield { name: `flusher ${at} settles`, next: withFlusher(settled, at, IDLE) };
  // It holds the batch for unsettled, and commits it once more.
  const again = withFlusher(settled, at, { ...IDLE, phase: "read", batch });
  yield { name: `flusher ${at} settles, answer lost`, next: again };
}

const removeOther = (state: ProtocolState, at: FlusherNumber): ProtocolState => ({
  ...state,
  entries: state.entries.map((entry) =>
    entry.holder === 1 - at ? { ...entry, holder: GONE } : entry,
  ),
});

/** What one flusher may do next. Between any two steps it may sleep, be taken for dead, or die. */
export function* flusherSteps(
  state: ProtocolState,
  at: FlusherNumber,
  protocol: Protocol,
): Generator<Step> {
  const { phase } = state.flushers[at];
  if (phase === "idle") {
    yield* readSteps(state, at, protocol);
    if (protocol.mutant === "DELCONSUMER at start") {
      yield { name: `flusher ${at} starts, removing the other`, next: removeOther(state, at) };
    }
    return;
  }
  yield* phase === "read" ? commitSteps(state, at, protocol) : settleSteps(state, at, protocol);
  yield { name: `flusher ${at} dies`, next: withFlusher(state, at, IDLE) };
}
