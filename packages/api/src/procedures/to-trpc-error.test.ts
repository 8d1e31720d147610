import {
  BusyError,
  InvalidInputError,
  UnauthenticatedError,
  UnavailableError,
  UnreadableError,
} from "@tokenledger/usage";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { ForbiddenError } from "./forbidden-error.ts";
import { RateLimitedError } from "./rate-limited-error.ts";
import { toTrpcError } from "./to-trpc-error.ts";

const table = [
  [new BusyError("x"), "SERVICE_UNAVAILABLE"],
  [new UnavailableError("x"), "SERVICE_UNAVAILABLE"],
  [new UnauthenticatedError("KEY_INVALID", "x"), "UNAUTHORIZED"],
  [new ForbiddenError("x"), "FORBIDDEN"],
  [new RateLimitedError("x", 1), "TOO_MANY_REQUESTS"],
  [new InvalidInputError("NOT_FOUND", "x"), "NOT_FOUND"],
  [new InvalidInputError("CURSOR_INVALID", "x"), "BAD_REQUEST"],
  [new UnreadableError("x"), "INTERNAL_SERVER_ERROR"],
  [new TypeError("x"), "INTERNAL_SERVER_ERROR"],
  ["not an error", "INTERNAL_SERVER_ERROR"],
] as const;

test("each of our errors has one tRPC code, thrown bare or wrapped, and stays its cause", () => {
  for (const [error, code] of table) {
    expect(toTrpcError(error)).toMatchObject({ code });
    const wrapped = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
    expect(toTrpcError(wrapped)).toMatchObject({ code });
    expect(toTrpcError(error).cause).toStrictEqual(
      error instanceof Error ? error : new Error(error),
    );
  }
});

test("tRPC's own errors stay as they are", () => {
  const own = new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: "too large" });
  expect(toTrpcError(own)).toBe(own);
});
