import { BusyError, InvalidInputError, UnavailableError } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { ask, replyCode, storeError } from "./store-error.ts";

/** As the client makes it of an error reply. */
const reply = (text: string): Error => Object.assign(new Error(text), { name: "ReplyError" });

test.each([
  ["READONLY", "You can't write against a read only replica."],
  ["LOADING", "Redis is loading the dataset in memory"],
  ["MISCONF", "Redis is configured to save RDB snapshots, but it's currently unable to persist"],
  ["CLUSTERDOWN", "The cluster is down"],
  ["TRYAGAIN", "Multiple keys request during rehashing of slot"],
  ["MOVED", "3999 127.0.0.1:6381"],
  ["MASTERDOWN", "Link with MASTER is down"],
  ["NOREPLICAS", "Not enough good replicas to write."],
  ["BUSY", "Redis is busy running a script."],
])("%s is away for now: the caller may come back, or write elsewhere", (code, words) => {
  const named = storeError(reply(`${code} ${words}`));
  expect(named).toBeInstanceOf(UnavailableError);
  expect(named).toMatchObject({ retryable: true, retryAfterMs: 1000 });
  expect(replyCode(named)).toBe(code);
});

test("OOM is a full Redis: nothing was written, and nothing goes past it", () => {
  expect(
    storeError(reply("OOM command not allowed when used memory > 'maxmemory'.")),
  ).toBeInstanceOf(BusyError);
});

test("a broken connection is away, and what has a name of ours keeps it", async () => {
  expect(storeError(new Error("Connection is closed."))).toBeInstanceOf(UnavailableError);
  const ours = new InvalidInputError("ODD", "odd");
  await expect(ask(async () => Promise.reject(ours))).rejects.toBe(ours);
});
