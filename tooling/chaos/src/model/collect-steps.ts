import type { Protocol, Step } from "./protocol.ts";
import { GONE, NEW, type ProtocolState } from "./protocol-state.ts";
import { recordsIn, weigh } from "./record-sets.ts";
import { commitRecords, raiseBase } from "./table-steps.ts";

/** `collect.lua`: one entry of what was not seen lately, in one script. */
const collect = (state: ProtocolState, records: number): ProtocolState => {
  const fresh = records & ~state.seen;
  if (fresh === 0) return state;
  return {
    ...state,
    seen: state.seen | fresh,
    entries: [...state.entries, { records: fresh, holder: NEW }],
    pend: state.pend + weigh(fresh),
  };
};

/** The answer reaches the sender, or is lost and the sender sends again. */
function* answers(name: string, state: ProtocolState, records: number): Generator<Step> {
  yield { name: `${name}, answered`, next: { ...state, acked: state.acked | records } };
  yield { name: `${name}, answer lost`, next: state };
}

/** Redis is away: the commit statement itself. Redis may have kept the records all the same, its answer being lost. */
function* directSteps(sent: ProtocolState, records: number, protocol: Protocol): Generator<Step> {
  if (sent.directSends === protocol.directSends) return;
  for (const [place, reached] of [
    ["past Redis", sent],
    ["past Redis after all", collect(sent, records)],
  ] as const) {
    const committed = commitRecords(reached, records, protocol);
    const next = {
      ...committed,
      directSends: committed.directSends + 1,
      unmirrored: committed.table,
    };
    yield* answers(`send ${recordsIn(records).join("+")} ${place}`, next, records);
  }
}

function* sendOne(state: ProtocolState, records: number, protocol: Protocol): Generator<Step> {
  const sends = state.sends.map((count, index) => count + ((records >> index) & 1));
  const sent = { ...state, sends };
  const name = `send ${recordsIn(records).join("+")}`;
  yield* answers(name, collect(sent, records), records);
  yield* directSteps(sent, records, protocol);
  if (protocol.mutant === "Redis claim before the write") {
    yield { name: `${name}, server dies in between`, next: { ...sent, seen: sent.seen | records } };
  }
}

/** The SDK sends what has no answer yet: one record, or all that wait. */
export function* sendSteps(state: ProtocolState, protocol: Protocol): Generator<Step> {
  const waiting = state.sends.flatMap((count, index) =>
    count < protocol.sends && ((state.acked >> index) & 1) === 0 ? [1 << index] : [],
  );
  for (const record of waiting) yield* sendOne(state, record, protocol);
  if (waiting.length > 1) {
    yield* sendOne(
      state,
      waiting.reduce((all, record) => all | record, 0),
      protocol,
    );
  }
}

/** What any server does in its own time with totals that went past Redis: it may die in between. */
export function* handOverSteps(state: ProtocolState, protocol: Protocol): Generator<Step> {
  if (state.unmirrored === null) return;
  const base = raiseBase(state.base, state.unmirrored, protocol);
  yield { name: "server mirrors", next: { ...state, base } };
  if (
    protocol.mutant === "forget before the mirror" ||
    state.base.revision >= state.unmirrored.revision
  ) {
    yield { name: "server forgets", next: { ...state, unmirrored: null } };
  }
}

/** Redis forgets an id. Where it does not sync before it answers, a loss of power takes its newest writes. */
export function* redisSteps(state: ProtocolState, protocol: Protocol): Generator<Step> {
  for (const index of recordsIn(state.seen)) {
    yield { name: `seen ${index} expires`, next: { ...state, seen: state.seen & ~(1 << index) } };
  }
  const newest = state.entries.at(-1);
  if (protocol.mutant === "answer before the sync" && newest?.holder === NEW) {
    yield {
      name: "power fails",
      next: {
        ...state,
        seen: state.seen & ~newest.records,
        pend: state.pend - weigh(newest.records),
        entries: [...state.entries.slice(0, -1), { ...newest, holder: GONE }],
      },
    };
  }
}
