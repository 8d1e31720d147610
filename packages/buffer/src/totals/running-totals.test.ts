import type { CollectedRecord, Dimension, WaitingEntry } from "@tokenledger/usage";
import { collectedRecordArbitrary } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pendingDeltas } from "../settle/pending-deltas.ts";
import { createTestBuffer, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
afterAll(async () => at.close());

/** What the buffer must hold, computed the slow way: records kept and not settled. */
class Model {
  readonly seen = new Set<CollectedRecord>();
  readonly waiting = new Map<string, readonly CollectedRecord[]>();
  unread: CollectedRecord[][] = [];

  append(records: readonly CollectedRecord[]): readonly string[] {
    const fresh = [...new Set(records)].filter((record) => !this.seen.has(record));
    for (const record of fresh) this.seen.add(record);
    if (fresh.length > 0) this.unread.push(fresh);
    const left = new Set(fresh);
    return records.map((record) => (left.delete(record) ? "accepted" : "duplicate"));
  }

  pend(): Record<string, Record<string, string>> {
    const records = [...this.unread.flat(), ...[...this.waiting.values()].flat()];
    const deltas = pendingDeltas(records).map(
      ({ owner, sums: [i, c, r, o, n] }) => [at.keys.pend(owner), { i, c, r, o, n }] as const,
    );
    return Object.fromEntries(
      deltas.map(([key, sums]) => [
        key,
        Object.fromEntries(
          Object.entries(sums)
            .filter(([, sum]) => sum !== 0)
            .map(([field, sum]) => [field, String(sum)]),
        ),
      ]),
    );
  }
}

const anyDimension: Dimension = { type: "user", id: "*" };

const pendInRedis = async (): Promise<Record<string, Record<string, string>>> => {
  const pattern = at.keys.pend(anyDimension).replace("user:*", "*");
  const hashes = await Promise.all(
    (await at.redis.keys(pattern)).map(async (key) => [key, await at.redis.hgetall(key)] as const),
  );
  return Object.fromEntries(
    hashes.map(([key, hash]) => [
      key,
      Object.fromEntries(Object.entries(hash).filter(([, value]) => value !== "0")),
    ]),
  );
};

type Step =
  | { readonly type: "append"; readonly picks: readonly number[] }
  | { readonly type: "read" }
  | { readonly type: "settle"; readonly picks: readonly number[] };

const picks = fc.array(fc.nat(11), { minLength: 1, maxLength: 6 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant("append" as const), picks }),
  fc.record({ type: fc.constant("read" as const) }),
  fc.record({ type: fc.constant("settle" as const), picks }),
);

const pickFrom = <Item>(items: readonly Item[], indexes: readonly number[]): readonly Item[] =>
  items.length === 0
    ? []
    : indexes.flatMap((index) => items.slice(index % items.length).slice(0, 1));

const appendBoth = async (model: Model, records: readonly CollectedRecord[]): Promise<void> => {
  expect(await at.buffer.append(records)).toEqual(model.append(records));
};

const settleBoth = async (model: Model, entries: readonly WaitingEntry[]): Promise<void> => {
  const before = model.waiting.size;
  for (const { entryId } of entries) model.waiting.delete(entryId);
  expect(await at.waiting.settle(entries, [])).toBe(before - model.waiting.size);
};

const readBoth = async (model: Model): Promise<readonly WaitingEntry[]> => {
  const entries = await at.waiting.read(10_000, 0);
  expect(entries.map(({ records }) => records)).toEqual(
    structuredClone([...model.waiting.values(), ...model.unread]),
  );
  model.unread = [];
  for (const { entryId, records } of entries) model.waiting.set(entryId, records);
  return entries;
};

test("pend is exactly what was kept and not settled, after appends, reads and settles in any order and repetition", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(collectedRecordArbitrary(), { minLength: 12, maxLength: 12 }),
      fc.array(anyStep, { maxLength: 25 }),
      async (records, steps) => {
        await at.empty();
        const model = new Model();
        const everRead: WaitingEntry[] = [];
        for (const step of steps) {
          if (step.type === "append") await appendBoth(model, pickFrom(records, step.picks));
          if (step.type === "read") everRead.push(...(await readBoth(model)));
          if (step.type === "settle") await settleBoth(model, pickFrom(everRead, step.picks));
          expect(await pendInRedis()).toEqual(model.pend());
        }
        everRead.push(...(await readBoth(model)));
        await settleBoth(model, everRead);
        expect(await at.redis.keys(at.keys.pend({ type: "user", id: "*" }))).toEqual([]);
        expect(await at.buffer.backlog()).toMatchObject({
          entryCount: 0,
          recordCount: 0,
          byteCount: 0,
        });
      },
    ),
    { numRuns: 60 },
  );
});
