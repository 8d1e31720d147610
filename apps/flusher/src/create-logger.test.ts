import { UnavailableError } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { createLogLines } from "./testing/log-lines.ts";

test("an error is told with its causes, and without what they carry", () => {
  const { log, text } = createLogLines();
  const cause = Object.assign(new Error("OOM command not allowed"), {
    command: { name: "evalsha", args: ["what people sent"] },
    detail: "Key (user)=(ana) exists",
    code: "XX000",
  });
  log.warn({ err: new UnavailableError("Redis answered OOM", { cause }) }, "failed");
  expect(JSON.parse(text())).toMatchObject({
    role: "flusher",
    err: [
      "UnavailableError UNAVAILABLE: Redis answered OOM",
      "Error XX000: OOM command not allowed",
    ],
    msg: "failed",
  });
});

test("a fault of our own is told with the place it came from", () => {
  const { log, text } = createLogLines();
  log.error({ err: new TypeError("bug") });
  expect(text()).toContain("create-logger.test.ts");
});

test("whatever is thrown can be told, and a chain of causes ends somewhere", () => {
  const { log, text } = createLogLines();
  const error = new Error("round");
  error.cause = error;
  log.error({ err: error });
  log.error({ err: "a text" });
  log.error({ err: Object.assign(new Error("no stack"), { stack: undefined }) });
  expect(text().trim().split("\n")).toHaveLength(3);
  expect(text()).not.toContain("a text");
});
