import { wholeUsage } from "@tokenledger/usage";
import { quotaUnits, quotaWindowOf, type Quota, type QuotaTerms } from "@tokenledger/usage/quotas";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useLedger } from "../testing/use-ledger.ts";

const HOUR_MS = 3_600_000;
const MODEL = "claude-haiku-4-5";
/** In the middle of this month, away from its ends. */
const thisMonth = new Date();
const baseMs = Date.UTC(thisMonth.getUTCFullYear(), thisMonth.getUTCMonth(), 15, 10);

const store = useLedger();

const terms = (given: Partial<QuotaTerms> = {}): QuotaTerms => ({
  name: `quota ${Math.random()}`,
  scope: "all",
  scopeValue: null,
  unit: "tokens",
  window: "day",
  isRolling: false,
  timeZone: "UTC",
  limitAmount: 1_000n,
  thresholds: [50, 90],
  isHard: true,
  failMode: "open",
  isEnabled: true,
  ...given,
});

interface Call {
  readonly minute: number;
  readonly key: "1" | "2";
  readonly user: string | null;
  readonly feature: string | null;
  readonly model: string;
  readonly input: number;
  readonly cacheRead: number;
}

const users = ["anna", "ben"];
const features = ["chat", "search"];
const models = [MODEL, "claude-haiku-4-5-20251001", "somebody-elses"];

const call: fc.Arbitrary<Call> = fc.record({
  minute: fc.integer({ min: -180, max: 180 }),
  key: fc.constantFrom("1", "2"),
  user: fc.constantFrom(...users, null),
  feature: fc.constantFrom(...features, null),
  model: fc.constantFrom(...models),
  input: fc.integer({ min: 0, max: 50 }),
  cacheRead: fc.integer({ min: 0, max: 50 }),
});

const lineOf = ({ model, input, cacheRead }: Call) =>
  makeLine({
    model,
    inputTokens: input,
    cacheReadTokens: cacheRead,
    cacheWrite5mTokens: 1,
    cacheWrite1hTokens: 2,
    cacheWriteUnsplitTokens: 3,
    outputTokens: 4,
  });

const recordOf = (one: Call) => {
  const occurTimeMs = baseMs + one.minute * 60_000 + 7;
  return makeCollectedRecord({
    accessKeyId: one.key,
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
    user: one.user,
    feature: one.feature,
    model: one.model,
    lines: [lineOf(one)],
  });
};

const calls = fc.sample(call, { numRuns: 150, seed: 42 });

beforeAll(async () => {
  await store.ledger.ensurePartitions(new Date());
  await store.ledger.usage.commit(calls.map(recordOf));
});

const amounts = {
  tokens: (one: Call) => one.input + one.cacheRead + 10,
  weighted_tokens: (one: Call) => one.input * 20 + one.cacheRead * 2 + 25 * 4 + 40 * 2 + 400,
  requests: () => 1,
};

const plainModel = (name: string): string => (name.startsWith(MODEL) ? MODEL : name);

const belongs = (quota: Pick<Quota, "scope">, value: string, one: Call): boolean =>
  ({
    all: true,
    access_key: one.key === value,
    user: one.user === value,
    feature: one.feature === value,
    model: plainModel(one.model) === value,
  })[quota.scope];

const scopes = [
  ["all", ""],
  ["access_key", "2"],
  ["user", "anna"],
  ["feature", "search"],
  ["model", MODEL],
] as const;

test("what a window holds is summed exactly, whatever its scope, unit and edges", async () => {
  const window = fc
    .tuple(
      fc.integer({ min: -200, max: 200 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 59_999 }),
    )
    .map(([fromMinute, minutes, ms]) => {
      const startMs = baseMs + fromMinute * 60_000 + ms;
      return { startMs, endMs: startMs + minutes * 60_000 };
    });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...scopes),
      fc.constantFrom("tokens", "weighted_tokens", "requests"),
      window,
      async ([scope, value], unit, { startMs, endMs }) => {
        const quota = { ...fixed, ...terms({ scope, scopeValue: value, unit }) };
        const sum = calls
          .filter((one) => belongs(quota, value, one))
          .filter((one) => {
            const timeMs = baseMs + one.minute * 60_000 + 7;
            return timeMs >= startMs && timeMs < endMs;
          })
          .reduce((total, one) => total + amounts[unit](one), 0);
        const expected = unit === "weighted_tokens" ? Math.ceil(sum / 20) : sum;
        expect(await store.ledger.quotas.used(quota, value, { startMs, endMs })).toBe(
          BigInt(expected),
        );
      },
    ),
    { numRuns: 120 },
  );
});

test("a month is the same before and after its days are summed, in every scope and unit", async () => {
  const used = async (): Promise<readonly bigint[]> => {
    const sums: bigint[] = [];
    for (const [scope, value] of scopes) {
      for (const unit of quotaUnits) {
        const quota = { ...fixed, ...terms({ scope, scopeValue: value, unit, window: "month" }) };
        sums.push(await store.ledger.quotas.used(quota, value, quotaWindowOf(quota, baseMs)));
      }
    }
    return sums;
  };
  const before = await used();
  expect(before.every((amount) => amount > 0n)).toBe(true);
  await store.ledger.aggregates.sumDays(new Date(baseMs + 48 * HOUR_MS));
  expect(await used()).toEqual(before);
});

const fixed = {
  id: "1",
  revision: 1,
  createdBy: "olga",
  updatedBy: "olga",
  createTime: new Date(),
  updateTime: new Date(),
};

test("dollars are those of the priced lines, and equal the statistics where the window is whole hours", async () => {
  const quota = { ...fixed, ...terms({ unit: "usd" }) };
  const range = { startMs: baseMs - 4 * HOUR_MS, endMs: baseMs + 4 * HOUR_MS };
  const { costPicoUsd } = await store.ledger.queries.overview(wholeUsage, {
    startDate: new Date(range.startMs),
    endDate: new Date(range.endMs),
  });
  expect(costPicoUsd).toBeGreaterThan(0n);
  expect(await store.ledger.quotas.used(quota, "", range)).toBe(costPicoUsd);
});

test("a day in a zone of half an hour is summed to the minute", async () => {
  const quota = { ...fixed, ...terms({ timeZone: "Asia/Kolkata", unit: "requests" }) };
  const window = quotaWindowOf(quota, baseMs);
  expect(new Date(window.startMs).getUTCMinutes()).toBe(30);
  const expected = calls.filter(
    ({ minute }) => baseMs + minute * 60_000 + 7 >= window.startMs,
  ).length;
  expect(await store.ledger.quotas.used(quota, "", window)).toBe(BigInt(expected));
});

test("a quota is stored as it was made, and its name is taken once", async () => {
  const wanted = terms({ name: "team budget", scope: "feature", scopeValue: "chat" });
  const made = await store.ledger.quotas.create(wanted, "olga");
  expect(made).toMatchObject({ ...wanted, revision: 1, createdBy: "olga", updatedBy: "olga" });
  expect(await store.ledger.quotas.get(made.id)).toEqual(made);
  expect(await store.ledger.quotas.list()).toContainEqual(made);
  await expect(store.ledger.quotas.create(wanted, "olga")).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
  });
  await expect(store.ledger.quotas.get("99999")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await store.ledger.quotas.remove(made.id);
  await expect(store.ledger.quotas.remove(made.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("terms that are counted otherwise raise the revision; others do not", async () => {
  const { id } = await store.ledger.quotas.create(terms(), "olga");
  const raised = await store.ledger.quotas.update(id, { limitAmount: 5n, isHard: false }, "paul");
  expect(raised).toMatchObject({ revision: 1, limitAmount: 5n, isHard: false, updatedBy: "paul" });
  expect(await store.ledger.quotas.update(id, { unit: "tokens" }, "paul")).toMatchObject({
    revision: 1,
  });
  expect(await store.ledger.quotas.update(id, { unit: "requests" }, "paul")).toMatchObject({
    revision: 2,
  });
  await store.ledger.quotas.remove(id);
});

test("states tell what is used, thresholds reached and the largest of each", async () => {
  const all = await store.ledger.quotas.create(terms({ limitAmount: 4_000n }), "olga");
  const each = await store.ledger.quotas.create(
    terms({ scope: "user", unit: "requests", thresholds: [1], window: "month" }),
    "olga",
  );
  const states = await store.ledger.quotas.states(baseMs, [all.id, each.id]);
  const used = calls.reduce((sum, one) => sum + amounts.tokens(one), 0);
  const ofAll = states.find(({ quota }) => quota.id === all.id);
  expect(ofAll).toMatchObject({ value: "", usedAmount: BigInt(used), isExceeded: used >= 4_000 });
  expect(ofAll?.usedPercent).toBe(Math.floor((used * 100) / 4_000));
  const ofEach = states.filter(({ quota }) => quota.id === each.id);
  expect(new Map(ofEach.map(({ value, usedAmount }) => [value, Number(usedAmount)]))).toEqual(
    new Map(users.map((user) => [user, calls.filter((one) => one.user === user).length])),
  );
  await store.ledger.quotas.remove(all.id);
  await store.ledger.quotas.remove(each.id);
});

test("open passes of one hour add up, by quota and reason", async () => {
  const { quotas } = store.ledger;
  const lastTime = new Date();
  await quotas.addOpenPasses([]);
  await quotas.addOpenPasses([
    { quotaId: "7", reason: "unavailable", count: 2, lastTime },
    { quotaId: null, reason: "unavailable", count: 1, lastTime },
  ]);
  await quotas.addOpenPasses([{ quotaId: "7", reason: "unavailable", count: 3, lastTime }]);
  const since = new Date(lastTime.getTime() - 3 * HOUR_MS);
  expect(await quotas.openPasses(since)).toEqual([
    { quotaId: "7", reason: "unavailable", count: 5, lastTime },
    { quotaId: null, reason: "unavailable", count: 1, lastTime },
  ]);
});
