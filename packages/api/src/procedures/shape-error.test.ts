import { InvalidInputError } from "@tokenledger/usage";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { shapeError } from "./shape-error.ts";
import { toTrpcError } from "./to-trpc-error.ts";

const reasonOf = (error: TRPCError): string =>
  shapeError({
    error,
    shape: { message: "", code: -32_004, data: { code: error.code, httpStatus: 404 } },
  }).data.reason;

test("what is looked for and not there is told from a question that nobody knows", () => {
  const missing = new InvalidInputError("NOT_FOUND", "There is no such user.");
  expect(reasonOf(toTrpcError(missing))).toBe("NOT_FOUND");
  expect(reasonOf(new TRPCError({ code: "NOT_FOUND" }))).toBe("NO_PROCEDURE");
  expect(reasonOf(new TRPCError({ code: "CONFLICT" }))).toBe("CONFLICT");
});
