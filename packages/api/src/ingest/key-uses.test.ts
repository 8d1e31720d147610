import { expect, test } from "vitest";
import { KeyUses } from "./key-uses.ts";
import { ManualClock } from "../testing/manual-clock.ts";

interface Write {
  readonly ids: readonly string[];
  readonly usedAt: Date;
}

const recording = (clock: ManualClock) => {
  const writes: Write[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const failures: unknown[] = [];
  const uses = new KeyUses({
    clock: clock.now,
    directory: {
      noteKeyUse: async (ids, usedAt) => {
        const gate = Promise.withResolvers<void>();
        gates.push(gate);
        writes.push({ ids, usedAt });
        await gate.promise;
      },
    },
    onFailure: (error) => failures.push(error),
  });
  return { uses, writes, gates, failures };
};

test("a key's use is written once a minute, to the minute", async () => {
  const clock = new ManualClock(Date.UTC(2026, 10, 27, 10, 0, 30));
  const { uses, writes, gates } = recording(clock);
  uses.note("1");
  uses.note("1");
  gates[0]?.resolve();
  await uses.settled();
  uses.note("1");
  expect(writes).toEqual([{ ids: ["1"], usedAt: new Date("2026-11-27T10:00:00Z") }]);
  clock.advance(30_000);
  uses.note("1");
  gates[1]?.resolve();
  await uses.settled();
  expect(writes.map(({ usedAt }) => usedAt.toISOString())).toEqual([
    "2026-11-27T10:00:00.000Z",
    "2026-11-27T10:01:00.000Z",
  ]);
});

test("uses that come while one is written go together with the next write", async () => {
  const { uses, writes, gates } = recording(new ManualClock());
  uses.note("1");
  uses.note("2");
  uses.note("3");
  gates[0]?.resolve();
  await expect.poll(() => writes.length).toBe(2);
  gates[1]?.resolve();
  await uses.settled();
  expect(writes.map(({ ids }) => ids)).toEqual([["1"], ["2", "3"]]);
});

test("a ledger that is away costs the caller nothing, and the use is noted again with the next call", async () => {
  const { uses, writes, gates, failures } = recording(new ManualClock());
  uses.note("1");
  gates[0]?.reject(new Error("away"));
  await uses.settled();
  expect(failures).toHaveLength(1);
  uses.note("1");
  gates[1]?.resolve();
  await uses.settled();
  expect(writes).toHaveLength(2);
});
