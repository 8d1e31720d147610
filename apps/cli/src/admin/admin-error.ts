import {
  InvalidInputError,
  UnauthenticatedError,
  UnavailableError,
  type TokenledgerError,
} from "@tokenledger/usage";
import { TRPCClientError } from "@trpc/client";
import { z } from "zod";

const Data = z.object({ reason: z.string(), httpStatus: z.int(), field: z.string().optional() });

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** What a failed call means at the command line: its exit code follows from it. */
export const adminError = (url: string, error: unknown): unknown => {
  if (!(error instanceof TRPCClientError)) return error;
  const cause = { cause: error };
  const answer = Data.safeParse(error.data);
  if (!answer.success)
    return new UnavailableError(`${url} does not answer as a Tokenledger server.`, cause);
  return namedError(answer.data, error.message, cause);
};

const namedError = (
  { reason, httpStatus, field }: z.output<typeof Data>,
  message: string,
  cause: { readonly cause: unknown },
): TokenledgerError => {
  if (httpStatus === UNAUTHORIZED) return new UnauthenticatedError("LOGIN_INVALID", message);
  if (httpStatus === FORBIDDEN) return new InvalidInputError("FORBIDDEN", message, cause);
  if (httpStatus === TOO_MANY || httpStatus >= SERVER_ERROR) {
    return new UnavailableError(message, cause);
  }
  const isInput = reason === "INVALID_INPUT";
  const text =
    isInput && field !== undefined && !message.includes(field) ? `${field}: ${message}` : message;
  return new InvalidInputError(isInput ? "ARGUMENT_INVALID" : reason, text, cause);
};
