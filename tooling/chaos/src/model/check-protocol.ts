import { handOverSteps, redisSteps, sendSteps } from "./collect-steps.ts";
import { explore, type Exploration } from "./explore.ts";
import { flusherSteps } from "./flusher-steps.ts";
import { brokenLaw, isQuiet } from "./protocol-laws.ts";
import { initialState, type ProtocolState } from "./protocol-state.ts";
import type { Protocol, Step } from "./protocol.ts";
import { stateKey } from "./state-key.ts";
import { rebuildSteps } from "./table-steps.ts";

function* everyStep(state: ProtocolState, protocol: Protocol): Generator<Step> {
  yield* sendSteps(state, protocol);
  yield* handOverSteps(state, protocol);
  yield* redisSteps(state, protocol);
  yield* flusherSteps(state, 0, protocol);
  yield* flusherSteps(state, 1, protocol);
  yield* rebuildSteps(state, protocol);
}

/**
 * Goes through everything that can happen to a few records between the SDK and the ledger: each send and lost answer, each order of two flushers,
 * each crash, each expiry, each late settle. Every state must keep the laws, and from every state all must still come right.
 */
export const checkProtocol = (protocol: Protocol): Exploration =>
  explore({
    initial: initialState(protocol.records),
    key: (state) => stateKey(state, protocol),
    next: (state) => everyStep(state, protocol),
    broken: brokenLaw,
    isDone: isQuiet,
  });
