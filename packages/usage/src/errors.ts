/** What every error of the system says: a stable code, and whether the same call may succeed later. */
export interface ErrorDetails {
  readonly cause?: unknown;
  /** Earliest sensible retry, in milliseconds from now. */
  readonly retryAfterMs?: number;
}

/**
 * Base of all errors that cross a room. Branch on `code` and `retryable`, never on `message`.
 * Subclasses stand for what the caller would do, not for where it went wrong.
 */
export class TokenledgerError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retryable: boolean, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The buffer holds as much as it may. Nothing was written; send again later. */
export class BusyError extends TokenledgerError {
  constructor(message: string, details?: ErrorDetails) {
    super("BUSY", message, true, { retryAfterMs: 1000, ...details });
  }
}

/** A store cannot be reached or cannot write now. Whether the write happened is unknown; sending again is safe. */
export class UnavailableError extends TokenledgerError {
  constructor(message: string, details?: ErrorDetails) {
    super("UNAVAILABLE", message, true, { retryAfterMs: 1000, ...details });
  }
}

/** The caller is not who it must be: no key, an unknown, disabled or expired one. */
export class UnauthenticatedError extends TokenledgerError {
  constructor(
    code:
      | "KEY_MISSING"
      | "KEY_INVALID"
      | "KEY_DISABLED"
      | "KEY_EXPIRED"
      | "SESSION_INVALID"
      | "LOGIN_INVALID",
    message: string,
  ) {
    super(code, message, false);
  }
}

/** The input names something that does not exist, or is not as it must be. */
export class InvalidInputError extends TokenledgerError {
  constructor(code: string, message: string, details?: ErrorDetails) {
    super(code, message, false, details);
  }
}

/** Stored data this version cannot read. It is left where it is until a version that can reads it. */
export class UnreadableError extends TokenledgerError {
  constructor(message: string, details?: ErrorDetails) {
    super("UNREADABLE", message, false, details);
  }
}
