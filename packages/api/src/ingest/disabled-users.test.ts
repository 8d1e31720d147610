import { UnavailableError } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { DisabledUsers } from "./disabled-users.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { MemoryKeys } from "../testing/memory-keys.ts";

test("a user disabled in the ledger is known within 5 seconds; while the ledger is away, the last answer stands for days", async () => {
  const clock = new ManualClock();
  const directory = new MemoryKeys();
  const users = new DisabledUsers({ directory, clock: clock.now });
  expect(await users.current()).toStrictEqual(new Map());
  const disabledAt = new Date(clock.now());
  directory.disabled.set("u_1", disabledAt);
  clock.advance(5000);
  expect(await users.current()).toStrictEqual(new Map([["u_1", disabledAt]]));
  directory.failure = new UnavailableError("away");
  clock.advance(30 * 86_400_000);
  expect(await users.current()).toStrictEqual(new Map([["u_1", disabledAt]]));
});

test("a ledger that never answered leaves the question open", async () => {
  const directory = new MemoryKeys();
  directory.failure = new UnavailableError("away");
  const users = new DisabledUsers({ directory, clock: new ManualClock().now });
  await expect(users.current()).rejects.toThrow(UnavailableError);
});
