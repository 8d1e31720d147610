import type { Outcome } from "@tokenledger/usage";

/** All outcomes, the usual one first. Written out with a check that none is missing: the package's own list would bring its schemas along. */
const all = {
  complete: true,
  error: true,
  stream_error: true,
  transport_error: true,
  no_response: true,
  truncated: true,
  cancelled: true,
  abandoned: true,
} satisfies Record<Outcome, true>;

const isOutcome = (text: string): text is Outcome => Object.hasOwn(all, text);

/** Every outcome, in the order of the list to choose from. */
export const outcomeChoices: readonly Outcome[] = Object.keys(all).filter(isOutcome);

/** The outcomes among some texts of an address; others are dropped. */
export const knownOutcomes = (texts: readonly string[] | undefined): Outcome[] =>
  (texts ?? []).filter(isOutcome);
