import { BusyError, TokenledgerError, UnavailableError } from "@tokenledger/usage";

/** Redis error replies begin with a code in capitals; the code is the contract, the text after it is not. */
const REPLY_CODE = /^[A-Z]+\b/;

/** The code of a Redis error reply, such as NOGROUP, also where an error of ours wraps it; undefined for any other error. */
export const replyCode = (error: unknown): string | undefined => {
  if (error instanceof TokenledgerError) return replyCode(error.cause);
  return error instanceof Error && error.name === "ReplyError"
    ? REPLY_CODE.exec(error.message)?.[0]
    : undefined;
};

/**
 * What a failed Redis command means to a caller.
 * OOM: a script is refused before its first write, so nothing was written: BusyError. All else (no connection, no answer in time, LOADING,
 * READONLY, MISCONF, CLUSTERDOWN, …): UnavailableError. Errors of our own pass unchanged.
 */
export const storeError = (error: unknown): TokenledgerError => {
  if (error instanceof TokenledgerError) return error;
  const code = replyCode(error);
  if (code === "OOM") {
    return new BusyError("Redis has reached its maxmemory", { cause: error });
  }
  return new UnavailableError(
    code === undefined ? "Redis did not answer" : `Redis answered ${code}`,
    { cause: error },
  );
};

/** Runs a Redis command, and fails the way our callers know. Only commands belong in it: a fault of our own code must not look like an outage. */
export const ask = async <Reply>(command: () => Promise<Reply>): Promise<Reply> => {
  try {
    return await command();
  } catch (error) {
    throw storeError(error);
  }
};
