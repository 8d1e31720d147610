import { keepPreviousData } from "@tanstack/react-query";
import { mayRecover, readFault } from "./read-fault.ts";

/** How often figures of a running period are asked for again, in milliseconds. */
export const LIVE_MS = 2000;
/** The same for periods that are over: late records still arrive, rarely. */
export const SETTLED_MS = 30_000;
/** The same after a failure. */
export const FAILED_MS = 5000;

interface AskedQuery {
  readonly state: { readonly error: unknown };
}

/** When to ask again after a failure; false where there was none, or where only a person can lift it. */
export const refetchAfterFault = ({ state: { error } }: AskedQuery): number | false =>
  error !== null && error !== undefined && mayRecover(readFault(error)) ? FAILED_MS : false;

/**
 * When to ask again: soon while records arrive, later after a failure, never after a refusal that only a person can lift.
 * A hidden page does not ask at all (React Query's default).
 */
export const refetchMs =
  (isLive: boolean) =>
  (query: AskedQuery): number | false => {
    if (query.state.error !== null && query.state.error !== undefined) {
      return refetchAfterFault(query);
    }
    return isLive ? LIVE_MS : SETTLED_MS;
  };

/** Options of every query whose figures move: asked again by itself, the last answer stays until the next is there. */
export const liveOptions = (
  isLive: boolean,
): {
  readonly refetchInterval: ReturnType<typeof refetchMs>;
  readonly placeholderData: typeof keepPreviousData;
} => ({ refetchInterval: refetchMs(isLive), placeholderData: keepPreviousData });
