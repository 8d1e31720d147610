import type { CollectedRecord, WaitingEntry } from "@tokenledger/usage";
import type { CounterFigure, SeedMark } from "@tokenledger/usage/quotas";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestBuffer, type TestBuffer } from "../testing/index.ts";

const COUNTER = "7.1:0:someone's {brace}";
const KEEP_MS = 3_600_000;
const AGE_MS = 600_000;
const tokensOf = ({ lines: [line] }: CollectedRecord): number => line.inputTokens;

let at: TestBuffer;
beforeAll(async () => {
  at = await createTestBuffer({
    charge: (record) => [{ counterId: COUNTER, amount: tokensOf(record) }],
  });
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const recordOf = (inputTokens: number): CollectedRecord =>
  makeCollectedRecord({ lines: [makeLine({ inputTokens })] });

const seed = async (used: bigint): Promise<void> => {
  const [mark] = await at.buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
  if (mark !== undefined) await at.buffer.quotas.seed([{ mark, used, keepMs: KEEP_MS }]);
};

/** @throws Error where the counter is stale. */
const figure = async (limit: bigint | null = null): Promise<CounterFigure> => {
  const answer = await at.buffer.quotas.ask(
    [{ counterId: COUNTER, limit, amount: 0n }],
    null,
    AGE_MS,
  );
  if (answer.type === "stale" || answer.figures[0] === undefined) throw new Error("stale");
  return answer.figures[0];
};

const reserve = async (id: string, amount: bigint, limit: bigint | null, expiresInMs = KEEP_MS) =>
  at.buffer.quotas.ask([{ counterId: COUNTER, limit, amount }], { id, expiresInMs }, AGE_MS);

test("a counter without a sum of the ledger is never zero: it must be seeded", async () => {
  await at.buffer.append([recordOf(5)]);
  const question = [{ counterId: COUNTER, limit: 10n, amount: 1n }];
  const stale = { type: "stale", indexes: [0] };
  expect(await at.buffer.quotas.ask(question, null, AGE_MS)).toEqual(stale);
  await seed(100n);
  expect(await figure()).toMatchObject({ used: 105n, reserved: 0n });
  expect(await at.buffer.quotas.ask(question, null, -1)).toEqual(stale);
  await at.buffer.quotas.forgetSeeds();
  expect(await at.buffer.quotas.ask(question, null, AGE_MS)).toEqual(stale);
});

test("a sum that was begun before the seeds were forgotten, or before Redis lost all, is not taken", async () => {
  const [mark] = await at.buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
  if (mark === undefined) throw new Error("no mark");
  await at.buffer.quotas.forgetSeeds();
  await at.buffer.quotas.seed([{ mark, used: 1n, keepMs: KEEP_MS }]);
  await expect(figure()).rejects.toThrow("stale");
  const [second] = await at.buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
  if (second === undefined) throw new Error("no mark");
  await at.redis.flushdb();
  await at.buffer.quotas.seed([{ mark: second, used: 1n, keepMs: KEEP_MS }]);
  await expect(figure()).rejects.toThrow("stale");
});

test("all counters have room, or nothing is reserved in any; which one binds is told", async () => {
  const other = "8.1:0:";
  const marks = await at.buffer.quotas.beginSeeds([COUNTER, other], KEEP_MS);
  await at.buffer.quotas.seed(marks.map((mark) => ({ mark, used: 50n, keepMs: KEEP_MS })));
  const ask = async (id: string, amount: bigint) =>
    at.buffer.quotas.ask(
      [
        { counterId: COUNTER, limit: 100n, amount },
        { counterId: other, limit: 60n, amount: amount / 2n },
      ],
      { id, expiresInMs: KEEP_MS },
      AGE_MS,
    );
  expect(await ask("a", 40n)).toMatchObject({
    isAllowed: false,
    figures: [
      { isExceeded: false, reserved: 0n },
      { isExceeded: true, reserved: 0n },
    ],
  });
  expect(await ask("b", 20n)).toMatchObject({
    isAllowed: true,
    figures: [{ reserved: 20n }, { reserved: 10n }],
  });
  expect(await ask("c", 2n)).toMatchObject({ isAllowed: false });
  await at.buffer.quotas.release(["b", "nobody"]);
  expect(await ask("d", 20n)).toMatchObject({
    isAllowed: true,
    figures: [{ reserved: 20n }, { reserved: 10n }],
  });
});

test("at its limit a counter has no room, though nothing is to be reserved", async () => {
  await seed(99n);
  expect(await figure(100n)).toMatchObject({ isExceeded: false });
  await seed(100n);
  expect(await figure(100n)).toMatchObject({ isExceeded: true });
  expect(await figure(null)).toMatchObject({ isExceeded: false });
});

test("500 reservations at once are granted up to the limit and not one beyond", async () => {
  await seed(0n);
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => reserve(`r${index}`, 7n, 1_000n)),
  );
  const allowed = answers.filter((answer) => answer.type === "told" && answer.isAllowed);
  expect(allowed).toHaveLength(Math.floor(1_000 / 7));
  expect(await figure()).toMatchObject({ used: 0n, reserved: 7n * BigInt(allowed.length) });
});

test("what is not released expires, and its place is free; nothing of it stays", async () => {
  await seed(0n);
  await reserve("short", 60n, 100n, 1);
  await expect
    .poll(async () => figure(100n), { timeout: 10_000 })
    .toMatchObject({ reserved: 0n, isExceeded: false });
  expect(await reserve("next", 100n, 100n)).toMatchObject({ isAllowed: true });
  await at.buffer.quotas.release(["short", "short", "next"]);
  expect(await figure()).toMatchObject({ reserved: 0n });
  expect(await at.redis.zcard(at.keys.quotaReserved(COUNTER))).toBe(0);
  expect(await at.redis.exists(at.keys.quotaHold("next"))).toBe(0);
  expect(await at.redis.pttl(at.keys.quotaHold("short"))).not.toBe(-1);
});

test("releasing twice, also at once, gives back once", async () => {
  await seed(0n);
  await reserve("a", 30n, null);
  await reserve("b", 40n, null);
  await Promise.all([at.buffer.quotas.release(["a"]), at.buffer.quotas.release(["a"])]);
  await at.buffer.quotas.release(["a"]);
  expect(await figure()).toMatchObject({ reserved: 40n });
});

test("all keys of a counter are in the slot of its shard, whatever a value holds", () => {
  const { keys } = at;
  const names = [
    keys.quotaEpoch,
    keys.quota(COUNTER),
    keys.quotaReserved(COUNTER),
    keys.quotaHold("{x}"),
    keys.pend({ type: "quota", id: COUNTER }),
  ];
  expect(names.map((name) => /\{(.*?)\}/.exec(name)?.[1])).toEqual(names.map(() => "s0"));
});

/** What happens to a counter, in any order: records come, are committed, are settled; the ledger is asked; calls reserve and release. */
type Step =
  | { readonly type: "append"; readonly amount: number }
  | { readonly type: "read" | "commit" | "settle" | "mark" | "sum" | "seed" }
  | { readonly type: "reserve" | "release"; readonly id: number };

const append: fc.Arbitrary<Step> = fc.record({
  type: fc.constant("append" as const),
  amount: fc.integer({ min: 1, max: 9 }),
});
const single: fc.Arbitrary<Step> = fc.oneof(
  append,
  fc.record({ type: fc.constantFrom("read", "commit", "settle", "mark", "sum", "seed") }),
  fc.record({
    type: fc.constantFrom("reserve", "release"),
    id: fc.integer({ min: 1, max: 5 }),
  }),
);
const inOrder = (...types: ("read" | "commit" | "settle" | "mark" | "sum" | "seed")[]): Step[] =>
  types.map((type) => ({ type }));
/** Single steps, and whole passes: left to chance alone, they would hardly ever be whole. Two passes are also run into each other. */
const steps = fc
  .array(
    fc.oneof(
      single.map((one) => [one]),
      append.map((one) => [one].concat(inOrder("read", "commit", "settle"))),
      fc.constant(inOrder("mark", "sum", "seed")),
      append.map((one) => [one].concat(inOrder("read", "mark", "sum", "commit", "settle", "seed"))),
    ),
    { minLength: 5, maxLength: 20 },
  )
  .map((parts) => parts.flat());

/** The world around a counter. */
class World {
  accepted = 0;
  committed = 0;
  read: readonly WaitingEntry[] = [];
  readonly done = new Set<string>();
  mark: SeedMark | undefined;
  sum = 0;
  isSeeded = false;
  readonly reserved = new Map<number, bigint>();

  readonly steps: Record<
    Exclude<Step["type"], "append" | "reserve" | "release">,
    () => Promise<void>
  > = {
    read: async () => {
      if (this.read.length === 0) this.read = await at.waiting.read(1, 0);
    },
    commit: async () => {
      for (const { entryId, records } of this.read) {
        if (!this.done.has(entryId))
          this.committed += records.reduce((sum, one) => sum + tokensOf(one), 0);
        this.done.add(entryId);
      }
      return Promise.resolve();
    },
    settle: async () => {
      if (!this.read.every(({ entryId }) => this.done.has(entryId))) return;
      await at.waiting.settle(this.read, []);
      this.read = [];
    },
    mark: async () => {
      [this.mark] = await at.buffer.quotas.beginSeeds([COUNTER], KEEP_MS);
      this.sum = -1;
    },
    sum: async () => {
      this.sum = this.committed;
      return Promise.resolve();
    },
    seed: async () => {
      if (this.mark === undefined || this.sum < 0) return;
      await at.buffer.quotas.seed([{ mark: this.mark, used: BigInt(this.sum), keepMs: KEEP_MS }]);
      this.isSeeded = true;
    },
  };

  async run(one: Step): Promise<void> {
    if (one.type === "append") {
      await at.buffer.append([recordOf(one.amount)]);
      this.accepted += one.amount;
    } else if (one.type === "reserve") {
      const answer = await reserve(`r${one.id}`, BigInt(one.id), null);
      if (answer.type === "told") this.reserved.set(one.id, BigInt(one.id));
    } else if (one.type === "release") {
      await at.buffer.quotas.release([`r${one.id}`]);
      this.reserved.delete(one.id);
    } else await this.steps[one.type]();
  }
}

test("in whatever order things happen, a counter is never below what was accepted, and reservations add up", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (happened) => {
      await at.empty();
      const world = new World();
      for (const one of happened) {
        if (one.type === "reserve" && world.reserved.has(one.id)) continue;
        await world.run(one);
        if (!world.isSeeded) continue;
        const { used, reserved } = await figure();
        expect(used).toBeGreaterThanOrEqual(BigInt(world.accepted));
        expect(reserved).toBe([...world.reserved.values()].reduce((sum, held) => sum + held, 0n));
      }
      for (const type of ["commit", "settle"] as const) await world.run({ type });
      do {
        for (const type of ["read", "commit", "settle"] as const) await world.run({ type });
      } while (world.committed < world.accepted);
      for (const type of ["mark", "sum", "seed"] as const) await world.run({ type });
      expect(await figure()).toMatchObject({ used: BigInt(world.accepted) });
    }),
    { numRuns: 60 },
  );
});

test("recounting what is on its way counts quotas too", async () => {
  await seed(0n);
  await at.buffer.append([recordOf(5), recordOf(6)]);
  await at.redis.hset(at.keys.pend({ type: "quota", id: COUNTER }), "i", "3");
  expect(await at.mender.recount()).toBe(1);
  expect(await figure()).toMatchObject({ used: 11n });
});
