/** What the log says of an error: its kind, code, words and stack, and those of its causes; nothing else it carries. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

const CAUSES_MAX = 4;

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" ? error.code : undefined;

const describe = (error: unknown, causesLeft: number): ErrorDescription => {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: "something that is no Error was thrown" };
  }
  const code = codeOf(error);
  const { stack } = error;
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { stack }),
    ...(error.cause !== undefined &&
      causesLeft > 0 && { cause: describe(error.cause, causesLeft - 1) }),
  };
};

/**
 * Writes an error for the log by an allowlist. Database errors carry the statement, its parameters and the failing row as
 * properties: copied whole, they would put what people sent into the log.
 */
export const describeError = (error: unknown): ErrorDescription => describe(error, CAUSES_MAX);
