import { expect, test } from "vitest";
import {
  BusyError,
  InvalidInputError,
  TokenledgerError,
  UnauthenticatedError,
  UnavailableError,
  UnreadableError,
} from "./errors.ts";

const cause = new Error("below");

test.each([
  [new BusyError("full", { cause }), "BusyError", "BUSY", true, 1000],
  [new BusyError("full", { retryAfterMs: 5 }), "BusyError", "BUSY", true, 5],
  [new UnavailableError("away", { cause }), "UnavailableError", "UNAVAILABLE", true, 1000],
  [
    new UnauthenticatedError("KEY_DISABLED", "off"),
    "UnauthenticatedError",
    "KEY_DISABLED",
    false,
    undefined,
  ],
  [new InvalidInputError("NOT_FOUND", "no"), "InvalidInputError", "NOT_FOUND", false, undefined],
  [new UnreadableError("new"), "UnreadableError", "UNREADABLE", false, undefined],
])("%s says by its code and flag what to do", (error, name, code, retryable, retryAfterMs) => {
  expect(error).toBeInstanceOf(TokenledgerError);
  expect(error).toMatchObject({ name, code, retryable, retryAfterMs });
});

test("an error keeps what caused it", () => {
  expect(new BusyError("full", { cause }).cause).toBe(cause);
  expect(new UnreadableError("new", { cause }).cause).toBe(cause);
});
