import type { MikroORM } from "@mikro-orm/postgresql";
import {
  type CollectedRecord,
  type FigureExplanation,
  type PriceBook,
  type UsageFilter,
  priceRecord,
  wholeUsage,
} from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { UsageStatistics } from "../entities/usage-statistics.ts";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { openDatabase } from "../open-database.ts";
import { historyArbitrary } from "../testing/history-arbitrary.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, callAt, flatPrices } from "../testing/priced-calls.ts";
import { emptyUsage } from "../testing/stored-usage.ts";

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
});
beforeEach(async () => emptyUsage(orm));
afterAll(async () => {
  await orm.close();
  await store.close();
});

const all: UsageFilter = { startDate: new Date(0), endDate: new Date("2027-01-01T00:00:00Z") };

const commit = async (...records: readonly CollectedRecord[]) => store.ledger.usage.commit(records);

const sumOf = ({ components }: FigureExplanation): bigint =>
  components.reduce((sum, part) => sum + part.costPicoUsd, 0n);

test("a record is explained line by line: tokens times the price of a row, by the edition that priced it", async () => {
  const record = callAt("2026-11-01T10:00:00Z", "claude-haiku-4-5-20251001", {
    lines: [
      makeLine({ model: "claude-haiku-4-5-20251001", cacheWriteUnsplitTokens: 4 }),
      makeLine({ model: "claude-mythos-5-2", kind: "advisor_message" }),
    ],
  });
  await commit(record);
  const explained = await store.ledger.costs.explainRecord(wholeUsage, "1", record.eventId);
  // 399 millionths as without the 4 unsplit tokens, and 4 x 1.25
  expect(explained).toMatchObject({ costPicoUsd: 404_000_000n, unpricedLineCount: 1 });
  const [message, advisor] = explained.lines;
  expect(message).toMatchObject({
    recordedModel: "claude-haiku-4-5-20251001",
    model: "claude-haiku-4-5",
    storedPicoUsd: 404_000_000n,
    costPicoUsd: 404_000_000n,
    priceVersion: 1,
  });
  expect(
    message?.components.find(({ count }) => count === "cacheWriteUnsplitTokens"),
  ).toMatchObject({
    quantity: 4n,
    priceClass: "cacheWrite5m",
    row: {
      id: "claude-haiku-4-5/cacheWrite5m/standard/standard/global/0-/#1",
      picoUsd: 1_250_000n,
    },
  });
  expect(message?.rules.map(({ id }) => id)).toContain("unsplit-cache-write-as-5m");
  expect(advisor).toMatchObject({ storedPicoUsd: null, costPicoUsd: null });
  expect(advisor?.missing.map(({ reason }) => reason)).toContain("no-price");
});

/** What each line costs, by the plainest code there is. */
const priceLines = (record: CollectedRecord, book: PriceBook): readonly (bigint | null)[] =>
  priceRecord(record, book).lines.map(({ costPicoUsd }) => costPicoUsd);

test("a record nobody sent is not found, whatever the text", async () => {
  const { costs } = store.ledger;
  for (const [key, event] of [
    ["1", callAt("2026-11-01T10:00:00Z", "x").eventId],
    ["one", "two"],
  ] as const) {
    await expect(costs.explainRecord(wholeUsage, key, event)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});

test("an explanation uses the edition that priced the line, not the newest", async () => {
  const { prices, costs } = store.ledger;
  const flat = { model: "claude-explained", models: [{ id: "claude-explained", aliases: [] }] };
  const first = await prices.change({
    ...author,
    ...flat,
    add: flatPrices({ model: flat.model, picoUsd: 2n }),
    remove: [],
  });
  const record = callAt("2026-11-01T10:00:00Z", flat.model);
  await commit(record);
  const remove = first.rows.filter(({ model }) => model === flat.model).map(({ id }) => id);
  await prices.change({
    ...author,
    ...flat,
    add: flatPrices({ model: flat.model, picoUsd: 9n }),
    remove,
  });
  expect(await costs.explainRecord(wholeUsage, "1", record.eventId)).toMatchObject({
    costPicoUsd: 440n,
    lines: [{ costPicoUsd: 440n, priceVersion: first.version }],
  });
  expect(await costs.explainFigure(wholeUsage, all)).toMatchObject({
    costPicoUsd: 440n,
    unexplainedPicoUsd: 0n,
    priceVersions: [first.version],
  });
});

test("bands, price changes and refusals are not summed across: each part at its own price", async () => {
  const flat = { cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheReadTokens: 0 };
  const haiku = (inputTokens: number) =>
    makeLine({ ...flat, model: "claude-haiku-5-5", inputTokens, outputTokens: 1000 });
  const cached = makeLine({
    ...flat,
    model: "claude-sonnet-5-5",
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 1000,
  });
  await commit(
    callAt("2026-11-01T10:00:00Z", "", { lines: [haiku(60_000)] }),
    callAt("2026-11-01T10:00:01Z", "", { lines: [haiku(60_000)] }),
    callAt("2026-11-01T10:00:02Z", "", { lines: [haiku(120_000)] }),
    callAt("2026-10-06T23:59:59Z", "", { lines: [cached] }),
    callAt("2026-10-07T00:00:00Z", "", { lines: [cached] }),
    callAt("2026-11-01T10:00:03Z", "", {
      stopReason: "refusal",
      lines: [makeLine({ ...flat, model: "claude-opus-5", inputTokens: 50, outputTokens: 0 })],
    }),
  );
  const explained = await store.ledger.costs.explainFigure(wholeUsage, all);
  // 2 x (60,000 x 0.10 + 1,000 x 0.50) + 120,000 x 0.50 + 1,000 x 2.50 + 1,000 x 0.20 + 1,000 x 0.10
  expect(explained.costPicoUsd).toBe(75_800_000_000n);
  expect(explained).toMatchObject({ unexplainedPicoUsd: 0n, unpricedLineCount: 0, missing: [] });
  const parts = explained.components.map(
    ({ model, count, quantity, costPicoUsd }) => `${model} ${count} ${quantity} ${costPicoUsd}`,
  );
  expect(parts.toSorted()).toEqual(
    [
      "claude-haiku-5-5 inputTokens 120000 60000000000",
      "claude-haiku-5-5 inputTokens 120000 12000000000",
      "claude-haiku-5-5 outputTokens 1000 2500000000",
      "claude-haiku-5-5 outputTokens 2000 1000000000",
      "claude-opus-5 inputTokens 50 0",
      "claude-sonnet-5-5 cacheReadTokens 1000 100000000",
      "claude-sonnet-5-5 cacheReadTokens 1000 200000000",
    ].toSorted(),
  );
});

test("any figure is explained to the last pico-dollar, by any filter, and its gaps are named", async () => {
  const filterArbitrary = fc.record({
    accessKeyIds: fc.constantFrom(undefined, ["1", "2"]),
    users: fc.constantFrom(undefined, ["anna"]),
    models: fc.constantFrom(undefined, ["claude-haiku-5-5", "claude-fable-5-2"]),
    features: fc.constantFrom(undefined, ["chat"]),
  });
  await fc.assert(
    fc.asyncProperty(historyArbitrary(20), filterArbitrary, async (records, lists) => {
      await emptyUsage(orm);
      await commit(...records);
      const filter = { ...all, ...lists };
      const explained = await store.ledger.costs.explainFigure(wholeUsage, filter);
      const { costPicoUsd } = await store.ledger.queries.overview(wholeUsage, filter);
      expect(explained.costPicoUsd).toBe(costPicoUsd);
      expect(explained.unexplainedPicoUsd).toBe(0n);
      expect(sumOf(explained)).toBe(costPicoUsd);
      expect(explained.missing.length > 0).toBe(explained.unpricedLineCount > 0);
    }),
    { numRuns: 40 },
  );
});

test("a cost that somebody wrote by hand is told as unexplained", async () => {
  await commit(callAt("2026-11-01T10:00:00Z", "claude-haiku-4-5"));
  await orm.em.fork().nativeUpdate(AccessKeyUsage, {}, { costPicoUsd: 400_000_000n });
  expect(await store.ledger.costs.explainFigure(wholeUsage, all)).toMatchObject({
    costPicoUsd: 400_000_000n,
    unexplainedPicoUsd: 1_000_000n,
  });
  const differences = await store.ledger.checkInvariants({ invariants: ["statistics"] });
  expect(differences.length).toBe(
    await orm.em.fork().count(UsageStatistics, { dimensionType: "access_key" }),
  );
});

test("what another model would have cost is the sum of the lines at its prices, and what has none is told", async () => {
  const book = readAnthropicPriceBook();
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(15),
      fc.constantFrom("claude-haiku-4-5", "claude-opus-4-5-20251101", "nobody-sells-this"),
      async (records, model) => {
        await emptyUsage(orm);
        await commit(...records);
        const pairs = records.flatMap((record) => {
          const [first, ...further] = record.lines;
          const others = further.map((line) => Object.assign({}, line, { model }));
          const lines = [{ ...first, model }, ...others] as const;
          const other = { ...record, lines };
          const then = priceLines(other, book);
          return priceLines(record, book).map((now, index) => [now, then[index] ?? null] as const);
        });
        const both = pairs.flatMap(([now, then]) =>
          now === null || then === null ? [] : [[now, then] as const],
        );
        const costPicoUsd = both.reduce((sum, [now]) => sum + now, 0n);
        const whatIfPicoUsd = both.reduce((sum, [, then]) => sum + then, 0n);
        const found = await store.ledger.costs.whatIf(wholeUsage, all, model);
        expect(found).toMatchObject({
          model: book.resolve(model),
          costPicoUsd,
          whatIfPicoUsd,
          differencePicoUsd: whatIfPicoUsd - costPicoUsd,
          unpricedLineCount: pairs.filter(([now]) => now === null).length,
          leftOutLineCount: pairs.filter(([now, then]) => now !== null && then === null).length,
        });
        expect(found.rows.reduce((sum, row) => sum + row.differencePicoUsd, 0n)).toBe(
          found.differencePicoUsd,
        );
        expect(found.missing.length > 0).toBe(found.leftOutLineCount > 0);
      },
    ),
    { numRuns: 15 },
  );
});
