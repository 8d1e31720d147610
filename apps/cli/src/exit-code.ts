import {
  BusyError,
  InvalidInputError,
  UnauthenticatedError,
  UnavailableError,
} from "@tokenledger/usage";

/** What a command ends with. Part of the command line's surface: never give one another meaning. */
export const exitCodes = {
  /** Done, and nothing was found wrong. */
  done: 0,
  /** Something is wrong: a check failed, records were refused, or a fault of ours. */
  wrong: 1,
  /** Written wrongly: an option, an argument or a setting. Nothing was done. */
  usage: 2,
  /** A server or a store does not answer, or not now. The same command may succeed later. */
  unavailable: 3,
  /** Not allowed: no such login, password or key, or a role that may not. */
  refused: 4,
} as const;

const USAGE_CODES = /^(?:ARGUMENT|COMMAND|CONFIG)_/;

const REFUSALS: ReadonlySet<string> = new Set(["FORBIDDEN", "KEY_UNFIT"]);

/** What a command that threw ends with. */
export const exitCodeOf = (error: unknown): number => {
  if (error instanceof UnavailableError || error instanceof BusyError) return exitCodes.unavailable;
  if (error instanceof UnauthenticatedError) return exitCodes.refused;
  if (error instanceof InvalidInputError && REFUSALS.has(error.code)) return exitCodes.refused;
  const isUsage = error instanceof InvalidInputError && USAGE_CODES.test(error.code);
  return isUsage ? exitCodes.usage : exitCodes.wrong;
};
