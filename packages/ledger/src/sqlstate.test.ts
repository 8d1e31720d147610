import { UnavailableError } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { nameDatabaseError, RefusedValueError } from "./sqlstate.ts";

class PostgresError extends Error {
  readonly code: string;
  readonly constraint: string | undefined;

  constructor(code: string, constraint?: string) {
    super("what PostgreSQL said");
    this.code = code;
    this.constraint = constraint;
  }
}

test.each([
  ["08000", "connection exception"],
  ["08003", "connection does not exist"],
  ["08006", "connection failure"],
  ["40001", "serialization failure"],
  ["40P01", "deadlock detected"],
  ["53000", "insufficient resources"],
  ["53100", "disk full"],
  ["53200", "out of memory"],
  ["53300", "too many connections"],
  ["54001", "statement too complex"],
  ["55P03", "lock not available"],
  ["57014", "query canceled"],
  ["57P01", "admin shutdown"],
  ["57P02", "crash shutdown"],
  ["57P03", "cannot connect now"],
  ["25006", "read only transaction"],
  ["23505", "unique violation: an index is being built under the claim"],
  ["42P01", "undefined table: a migration is in flight"],
  ["42703", "undefined column: a migration is in flight"],
  ["42501", "insufficient privilege"],
  ["XX000", "internal error"],
])("%s (%s) is repeated, never filed", (code) => {
  const named = nameDatabaseError(new PostgresError(code, "some_constraint"));
  expect(named).toBeInstanceOf(UnavailableError);
  expect(named).toMatchObject({ retryable: true, cause: { code } });
});

test.each([
  ["22001", "string too long"],
  ["22003", "number out of range"],
  ["22008", "time out of range"],
  ["22021", "character not in repertoire"],
  ["22P02", "invalid text representation"],
  ["22P05", "untranslatable character"],
  ["23502", "not null violation"],
  ["23503", "foreign key violation"],
  ["23514", "check violation"],
  ["54000", "program limit exceeded: longer than an index takes"],
])("%s (%s) is the value's fault", (code) => {
  const named = nameDatabaseError(new PostgresError(code, "some_constraint"));
  expect(named).toBeInstanceOf(RefusedValueError);
  expect(named).toMatchObject({ sqlstate: code });
});

test("23514 without a constraint is a missing partition, and the record is good", () => {
  expect(nameDatabaseError(new PostgresError("23514"))).toBeInstanceOf(UnavailableError);
});

test.each([
  ["a refused connection", Object.assign(new Error("connect"), { code: "ECONNREFUSED" })],
  ["a connection that ended", new Error("Connection terminated unexpectedly")],
  ["something that is no error", "gone"],
])("%s is repeated", (_, thrown) => {
  expect(nameDatabaseError(thrown)).toBeInstanceOf(UnavailableError);
});

test("what is named already keeps its name", () => {
  const refused = new RefusedValueError("22003", null);
  expect(nameDatabaseError(refused)).toBe(refused);
});
