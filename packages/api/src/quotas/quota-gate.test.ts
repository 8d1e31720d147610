import { PriceBook, UnavailableError } from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GateBench, quotaTerms } from "../testing/gate-bench.ts";

const ANNA = { accessKeyId: "1", user: "anna", feature: "chat", model: "claude-haiku-4-5" };
const estimate = { inputTokens: 90, cacheWriteTokens: 0, outputTokens: 10, expiresInMs: 60_000 };
const away = new UnavailableError("away");

let bench: GateBench;
beforeEach(() => {
  bench = new GateBench();
});
afterEach(async () => bench.passes.close());

test("without quotas every call passes, and no store is asked for a count", async () => {
  bench.counters.failure = away;
  expect(await bench.gate.ask(ANNA, estimate)).toEqual({
    allowed: true,
    state: "counted",
    reason: null,
    binding: null,
    quotas: [],
    reservationId: null,
    reservationExpiresAtMs: null,
  });
});

test("a call is held against every quota that applies to it, and no other", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  await bench.quotas.create(quotaTerms({ scope: "user", scopeValue: null, name: "each" }), "olga");
  await bench.quotas.create(quotaTerms({ scope: "user", scopeValue: "ben", name: "ben" }), "olga");
  await bench.quotas.create(
    quotaTerms({ scope: "feature", scopeValue: "chat", name: "chat", isEnabled: false }),
    "olga",
  );
  bench.quotas.usedAmount = 300n;
  const answer = await bench.gate.ask(ANNA, estimate);
  expect(answer.quotas.map(({ name, value }) => [name, value])).toEqual([
    ["everybody", ""],
    ["each", "anna"],
  ]);
  expect(answer).toMatchObject({
    allowed: true,
    binding: { limit: "1000", used: "300", reserved: "100", remaining: "600" },
    reservationExpiresAtMs: bench.clock.now() + 60_000,
  });
  const anonymous = await bench.gate.ask({ ...ANNA, user: null }, null);
  expect(anonymous.quotas.map(({ name }) => name)).toEqual(["everybody"]);
});

test("of several limits that refuse, the one that resets last is told", async () => {
  for (const window of ["hour", "month", "day"] as const) {
    await bench.quotas.create(quotaTerms({ window, name: window }), "olga");
  }
  bench.quotas.usedAmount = 950n;
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
    allowed: false,
    state: "counted",
    reason: "limit",
    binding: { name: "month", used: "950", reserved: "0" },
    reservationId: null,
  });
  await bench.quotas.create(quotaTerms({ isRolling: true, name: "rolling" }), "olga");
  bench.clock.advance(6_000);
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
    binding: { name: "rolling", resetsAtMs: null },
  });
});

test("a soft quota tells and refuses nothing", async () => {
  await bench.quotas.create(quotaTerms({ isHard: false, failMode: "closed" }), "olga");
  bench.quotas.usedAmount = 5_000n;
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
    allowed: true,
    binding: { remaining: "0", isHard: false },
  });
});

test("a reservation that was released makes room; releasing fails for nothing", async () => {
  await bench.quotas.create(quotaTerms({ limitAmount: 150n }), "olga");
  const first = await bench.gate.ask(ANNA, estimate);
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({ allowed: false });
  await bench.gate.release([first.reservationId ?? ""]);
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({ allowed: true });
  bench.counters.failure = away;
  await bench.gate.release(["any"]);
});

test("however many wait for a counter, the ledger is asked once", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => bench.gate.ask(ANNA, null)),
  );
  expect(answers.every(({ allowed }) => allowed)).toBe(true);
  expect(bench.quotas.usedCount).toBe(1);
});

test("an old sum is answered from and read anew beside the answer", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  await bench.gate.ask(ANNA, null);
  const [counter] = bench.counters.counters.values();
  if (counter !== undefined) counter.seedAgeMs = 20_000;
  bench.quotas.usedAmount = 70n;
  expect(await bench.gate.ask(ANNA, null)).toMatchObject({ binding: { used: "0" } });
  await expect.poll(async () => (await bench.gate.ask(ANNA, null)).binding?.used).toBe("70");
});

test("with Redis away a quota that fails open lets the call pass, and every such pass is recorded", async () => {
  const { id } = await bench.quotas.create(quotaTerms(), "olga");
  await bench.gate.ask(ANNA, null);
  bench.counters.failure = away;
  for (let count = 0; count < 3; count += 1) {
    expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
      allowed: true,
      state: "open",
      reason: "unavailable",
      reservationId: null,
    });
  }
  await bench.passes.write();
  expect(bench.quotas.passes).toMatchObject([{ quotaId: id, reason: "unavailable", count: 3 }]);
  expect([bench.episodes, bench.passes.count]).toEqual([[`${id} unavailable`], 3]);
});

test("with Redis away a quota that fails closed refuses, and says which it is", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  await bench.quotas.create(quotaTerms({ failMode: "closed", name: "strict" }), "olga");
  bench.counters.failure = away;
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
    allowed: false,
    state: "closed",
    reason: "unavailable",
    binding: { name: "strict" },
  });
  expect(bench.passes.count).toBe(0);
});

test("with the ledger away a counter that has a sum still counts, one that has none fails as it is told to", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  await bench.gate.ask(ANNA, null);
  const [counter] = bench.counters.counters.values();
  if (counter !== undefined) counter.seedAgeMs = 3_600_000;
  bench.quotas.failure = away;
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({ allowed: true, state: "counted" });
  await bench.counters.forgetSeeds();
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({ allowed: true, state: "open" });
});

test("while not even the quotas are known, calls pass and are recorded once the ledger is back", async () => {
  bench.quotas.failure = away;
  await bench.rules.ready();
  expect(bench.rules.charge(makeCollectedRecord())).toEqual([]);
  expect(await bench.gate.ask(ANNA, estimate)).toMatchObject({
    allowed: true,
    state: "open",
    reason: "unavailable",
  });
  await bench.passes.write();
  bench.quotas.failure = null;
  await bench.passes.write();
  expect(bench.quotas.passes).toMatchObject([{ quotaId: null, reason: "unavailable", count: 1 }]);
});

test("a fault of ours is no outage: it is thrown", async () => {
  await bench.quotas.create(quotaTerms(), "olga");
  bench.counters.failure = new TypeError("a bug");
  await expect(bench.gate.ask(ANNA, estimate)).rejects.toThrow("a bug");
  await expect(bench.gate.release(["x"])).rejects.toThrow("a bug");
});

const withPrices = (): void => {
  const { rows, models } = readAnthropicPriceBook();
  const numbered = rows.map((row, index) => Object.assign({ id: String(index) }, row));
  bench.money.inForce = new PriceBook({ version: 1, models, rows: numbered });
};

test("dollars are reserved at the price of the estimate, and charged at the price of the record", async () => {
  withPrices();
  await bench.quotas.create(quotaTerms({ unit: "usd", limitAmount: 10n ** 12n }), "olga");
  const answer = await bench.gate.ask(ANNA, {
    ...estimate,
    inputTokens: 1_000,
    outputTokens: 1_000,
  });
  // Haiku 4.5: $1 in and $5 out for a million tokens.
  expect(answer.binding).toMatchObject({ reserved: String(6_000n * 10n ** 6n) });
  const record = makeCollectedRecord({
    occurTimeMs: bench.clock.now(),
    lines: [
      makeLine({
        model: "claude-haiku-4-5-20251001",
        inputTokens: 1,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        cacheReadTokens: 0,
        outputTokens: 0,
      }),
    ],
  });
  expect(bench.rules.charge(record)).toMatchObject([{ amount: 1_000 }]);
});

test("a model without a price fails as the quota in dollars is told to; other quotas hold", async () => {
  withPrices();
  const terms = quotaTerms({ unit: "usd", limitAmount: 10n ** 12n });
  const { id } = await bench.quotas.create(terms, "olga");
  await bench.quotas.create(quotaTerms({ name: "tokens" }), "olga");
  const unknown = { ...ANNA, model: "nobody-knows" };
  expect(await bench.gate.ask(unknown, estimate)).toMatchObject({
    allowed: true,
    state: "open",
    reason: "unpriced",
    quotas: [{ reserved: "0" }, { reserved: "100" }],
  });
  expect(bench.episodes).toEqual([`${id} unpriced`]);
  bench.quotas.usedAmount = 10n ** 13n;
  await bench.counters.forgetSeeds();
  expect(await bench.gate.ask(unknown, estimate)).toMatchObject({
    allowed: false,
    reason: "limit",
  });
  await bench.quotas.update(id, { failMode: "closed" }, "olga");
  bench.clock.advance(6_000);
  expect(await bench.gate.ask(unknown, estimate)).toMatchObject({
    allowed: false,
    state: "closed",
    reason: "unpriced",
    binding: { quotaId: id },
  });
});
