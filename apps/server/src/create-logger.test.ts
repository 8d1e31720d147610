import { UnavailableError } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { createLogger } from "./create-logger.ts";
import { LogLines } from "./testing/log-lines.ts";

const CANARY = "canary-c0ffee";

const logged = (entry: object): string => {
  const destination = new LogLines();
  createLogger({ level: "info", destination }).info(entry, "said");
  return destination.text;
};

test("fields that carry secrets are taken out on the first three levels", () => {
  for (const name of ["authorization", "cookie", "password", "token", "pepper", "secretHash"]) {
    const entry = { [name]: CANARY, a: { [name]: CANARY, b: { [name]: CANARY } } };
    expect(logged(entry)).not.toContain(CANARY);
  }
  expect(logged({ headers: { "set-cookie": CANARY } })).not.toContain(CANARY);
  expect(logged({ url: "kept" })).toContain("kept");
});

test("of an error its kind, code, words and causes are written, and nothing it carries besides", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: CANARY,
    query: CANARY,
    parameters: [CANARY],
  });
  const text = logged({ err: new UnavailableError("PostgreSQL is away", { cause }) });
  expect(text).not.toContain(CANARY);
  expect(JSON.parse(text)).toMatchObject({
    role: "server",
    err: {
      type: "UnavailableError",
      code: "UNAVAILABLE",
      message: "PostgreSQL is away",
      cause: { code: "23505", message: "duplicate key" },
    },
  });
});

test("causes that go round in a circle end, and what is no error is not copied", () => {
  const error = new Error("round");
  error.cause = error;
  expect(logged({ err: error }).length).toBeLessThan(20_000);
  expect(logged({ err: CANARY })).not.toContain(CANARY);
});
