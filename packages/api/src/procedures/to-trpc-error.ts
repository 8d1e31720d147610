import {
  BusyError,
  InvalidInputError,
  UnauthenticatedError,
  UnavailableError,
} from "@tokenledger/usage";
import { TRPCError, getTRPCErrorFromUnknown, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { ForbiddenError } from "./forbidden-error.ts";
import { RateLimitedError } from "./rate-limited-error.ts";

const codeOf = (error: unknown): TRPC_ERROR_CODE_KEY | null => {
  if (error instanceof BusyError || error instanceof UnavailableError) {
    return "SERVICE_UNAVAILABLE";
  }
  if (error instanceof UnauthenticatedError) {
    return "UNAUTHORIZED";
  }
  if (error instanceof ForbiddenError) {
    return "FORBIDDEN";
  }
  if (error instanceof RateLimitedError) {
    return "TOO_MANY_REQUESTS";
  }
  if (error instanceof InvalidInputError) {
    return error.code === "NOT_FOUND" ? "NOT_FOUND" : "BAD_REQUEST";
  }
  return null;
};

/**
 * The one place where the system's errors become tRPC's. Anything unforeseen becomes INTERNAL_SERVER_ERROR with the error
 * as its cause, for the log alone: `shapeError` lets none of its text out.
 */
export const toTrpcError = (error: unknown): TRPCError => {
  const known = error instanceof TRPCError ? error.cause : error;
  const code = codeOf(known);
  if (code === null || !(known instanceof Error)) {
    return getTRPCErrorFromUnknown(error);
  }
  return new TRPCError({ code, message: known.message, cause: known });
};
