import { UnavailableError } from "@tokenledger/usage";
import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { exitCodeOf } from "../exit-code.ts";
import { adminError } from "./admin-error.ts";

const failed = (data: unknown): unknown =>
  TRPCClientError.from({ error: { message: "said", code: -32_000, data } });

test.each([
  [{ reason: "LOGIN_INVALID", httpStatus: 401 }, 4, "said"],
  [{ reason: "FORBIDDEN", httpStatus: 403 }, 4, "said"],
  [{ reason: "RATE_LIMITED", httpStatus: 429 }, 3, "said"],
  [{ reason: "UNAVAILABLE", httpStatus: 503 }, 3, "said"],
  [{ reason: "INVALID_INPUT", httpStatus: 400, field: "endDate" }, 2, "endDate: said"],
  [{ reason: "INVALID_INPUT", httpStatus: 400 }, 2, "said"],
  [{ reason: "NOT_FOUND", httpStatus: 404 }, 1, "said"],
  [undefined, 3, "http://x does not answer as a Tokenledger server."],
])("a server that answers %j ends a command with %i", (data, code, message) => {
  const error = adminError("http://x", failed(data));
  expect(error).toMatchObject({ message });
  expect(exitCodeOf(error)).toBe(code);
});

test("what is ours already stays as it is", () => {
  const error = new UnavailableError("away");
  expect(adminError("http://x", error)).toBe(error);
});
