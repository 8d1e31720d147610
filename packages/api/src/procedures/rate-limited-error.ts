import { TokenledgerError } from "@tokenledger/usage";

/** The caller asked too often. Nothing was done; `retryAfterMs` says when it may ask again. */
export class RateLimitedError extends TokenledgerError {
  constructor(message: string, retryAfterMs: number) {
    super("RATE_LIMITED", message, true, { retryAfterMs });
  }
}
