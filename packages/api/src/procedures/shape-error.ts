import { TokenledgerError } from "@tokenledger/usage";
import type {
  TRPCDefaultErrorShape,
  TRPCError,
  TRPCErrorShape,
  TRPC_ERROR_CODE_KEY,
} from "@trpc/server";
import { z } from "zod";
import { describeIssue } from "./describe-issue.ts";

/** What an error says to its caller, beside its message. */
export interface ApiErrorData {
  /** tRPC's code, which decides the HTTP status. */
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly httpStatus: number;
  readonly path?: string;
  /** The stable code to branch on: `BUSY`, `UNAVAILABLE`, `KEY_DISABLED`, `INVALID_INPUT`, `NO_PROCEDURE`, …; tRPC's code where there is no finer one. */
  readonly reason: string;
  /** Earliest sensible retry, in milliseconds from now. Also sent as Retry-After, in seconds. */
  readonly retryAfterMs?: number;
  /** Path of the input field that is wrong. */
  readonly field?: string;
}

/** The error object both routers send. */
export type ApiErrorShape = TRPCErrorShape<ApiErrorData>;

const HIDDEN_MESSAGE = "The server failed; its log has the cause under this request's id.";

const detailsOf = (error: TRPCError): Pick<ApiErrorData, "reason" | "retryAfterMs" | "field"> => {
  const { cause } = error;
  if (error.code === "INTERNAL_SERVER_ERROR") {
    return { reason: "INTERNAL" };
  }
  if (cause instanceof z.ZodError) {
    const { field } = describeIssue(cause);
    return { reason: "INVALID_INPUT", ...(field !== undefined && { field }) };
  }
  if (cause instanceof TokenledgerError) {
    const { retryAfterMs } = cause;
    return { reason: cause.code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  // Not something that is looked for by its id: the question itself is not known here, as of a page newer than its server.
  return { reason: error.code === "NOT_FOUND" ? "NO_PROCEDURE" : error.code };
};

const messageOf = (error: TRPCError): string => {
  if (error.code === "INTERNAL_SERVER_ERROR") {
    return HIDDEN_MESSAGE;
  }
  return error.cause instanceof z.ZodError ? describeIssue(error.cause).message : error.message;
};

/**
 * Shapes every error that leaves either router. Stacks, SQL, parameters and the text of unforeseen errors stay inside
 * (tRPC's own default sends stacks unless NODE_ENV is "production").
 */
export const shapeError = (options: {
  readonly error: TRPCError;
  readonly shape: TRPCDefaultErrorShape;
}): ApiErrorShape => {
  const { error, shape } = options;
  const { code, httpStatus, path } = shape.data;
  return {
    code: shape.code,
    message: messageOf(error),
    data: { code, httpStatus, ...(path !== undefined && { path }), ...detailsOf(error) },
  };
};
