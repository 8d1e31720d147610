import {
  priceRecord,
  type CollectedRecord,
  type DetailFilter,
  type DetailRow,
  type UsageLine,
  wholeUsage,
} from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { emptyUsage } from "../testing/stored-usage.ts";

/** Each run fills and empties the tables of a real database. */
const RUNS = 25;

// Finding the smallest failing example takes many more runs than the law itself.
vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const whole = { startDate: new Date(HISTORY_START_MS), endDate: new Date(HISTORY_END_MS) };

const listArbitrary = (...values: readonly string[]): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.subarray([...values, "nobody"]), { nil: undefined });

const momentArbitrary = fc
  .integer({ min: HISTORY_START_MS, max: HISTORY_END_MS })
  .map((ms) => new Date(ms));

const filterArbitrary: fc.Arbitrary<DetailFilter> = fc.record({
  startDate: fc.oneof(fc.constant(whole.startDate), momentArbitrary),
  endDate: fc.oneof(fc.constant(whole.endDate), momentArbitrary),
  accessKeyIds: listArbitrary("1", "2", "3"),
  users: listArbitrary("anna", "bo"),
  models: listArbitrary("claude-fable-5-2", "claude-opus-5-5", "claude-haiku-5-5"),
  features: listArbitrary("chat", "search"),
  outcomes: fc.option(fc.subarray(["complete" as const, "error", "truncated"]), { nil: undefined }),
  pageSize: fc.integer({ min: 1, max: 6 }),
});

const passes = (list: readonly string[] | undefined, value: string | null): boolean =>
  list === undefined || list.length === 0 || (value !== null && list.includes(value));

const expectedIds = (
  records: readonly CollectedRecord[],
  filter: DetailFilter,
): readonly string[] =>
  records
    .filter(
      (record) =>
        record.occurTimeMs >= filter.startDate.getTime() &&
        record.occurTimeMs < filter.endDate.getTime() &&
        passes(filter.accessKeyIds, record.accessKeyId) &&
        passes(filter.users, record.user) &&
        passes(filter.features, record.feature) &&
        passes(filter.outcomes, record.outcome) &&
        record.lines.some(({ model }: UsageLine) => passes(filter.models, model)),
    )
    .map(({ eventId }) => eventId)
    .toSorted()
    .reverse();

const readAll = async (filter: DetailFilter): Promise<readonly DetailRow[]> => {
  const rows: DetailRow[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await store.ledger.queries.details(wholeUsage, {
      ...filter,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(page.rows.length).toBeLessThanOrEqual(filter.pageSize);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return rows;
};

/** A record as the details show it, of a key without a row. */
const book = readAnthropicPriceBook();

const shown = (record: CollectedRecord, createTime: Date): object => {
  const { costPicoUsd, unpricedLineCount } = priceRecord(record, book);
  return {
    ...record,
    payloadHash: undefined,
    model: record.model ?? record.lines[0].model,
    accessKeyName: record.accessKeyId,
    createTime,
    costPicoUsd,
    unpricedLineCount,
  };
};

const atMinute = (minute: number): number => HISTORY_START_MS + minute * 60_000;

const recordAt = (minute: number): CollectedRecord =>
  makeCollectedRecord({
    eventId: makeEventId(atMinute(minute)),
    occurTimeMs: atMinute(minute),
  });

const minutesOf = (rows: readonly DetailRow[]): readonly number[] =>
  rows.map(({ occurTimeMs }) => (occurTimeMs - HISTORY_START_MS) / 60_000);

const sentBy = (record: CollectedRecord, accessKeyId: string): CollectedRecord => ({
  ...record,
  accessKeyId,
});

test("pages of any size give every record that passes once, newest first", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(15), filterArbitrary, async (records, filter) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      const rows = await readAll(filter);
      expect(rows.map(({ eventId }) => eventId)).toEqual(expectedIds(records, filter));
    }),
    { numRuns: RUNS },
  );
});

test("a record comes back as it was collected, with all its lines", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(8), async (records) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      const { rows } = await store.ledger.queries.details(wholeUsage, { ...whole, pageSize: 100 });
      const newestFirst = records.toSorted((left, right) =>
        left.eventId < right.eventId ? 1 : -1,
      );
      const createTimes = rows.map(({ createTime }) => createTime);
      expect(rows).toEqual(
        newestFirst.map((record, index) => shown(record, createTimes[index] ?? new Date(0))),
      );
    }),
    { numRuns: RUNS },
  );
});

test("records that come while somebody turns pages are neither skipped nor shown twice", async () => {
  await store.ledger.usage.commit([1, 2, 3, 4].map(recordAt));
  const first = await store.ledger.queries.details(wholeUsage, { ...whole, pageSize: 2 });
  await store.ledger.usage.commit([recordAt(0), recordAt(5)]);
  const second = await store.ledger.queries.details(wholeUsage, {
    ...whole,
    pageSize: 9,
    cursor: first.nextCursor ?? "",
  });
  expect(minutesOf(first.rows)).toEqual([4, 3]);
  expect(minutesOf(second.rows)).toEqual([2, 1, 0]);
  expect(second.nextCursor).toBeNull();
});

test("one event id under two keys is two records, and pages part them", async () => {
  const record = makeCollectedRecord({ user: "anna" });
  const range = { startDate: new Date(Date.now() - 60_000), endDate: new Date(Date.now() + 1_000) };
  const twins = ["9", "10", "8"].map((id) => sentBy(record, id));
  await store.ledger.usage.commit(twins);
  for (const users of [undefined, ["anna"]]) {
    const rows = await readAll({ ...range, users, pageSize: 1 });
    expect(rows.map(({ accessKeyId }) => accessKeyId)).toEqual(["10", "9", "8"]);
  }
});

test("a record is found by Anthropic's request id and message id, within the other filters", async () => {
  const range = { startDate: new Date(Date.now() - 60_000), endDate: new Date(Date.now() + 1_000) };
  const lines = [makeLine(), makeLine({ kind: "compaction", model: "claude-haiku-5-5" })] as const;
  const record = makeCollectedRecord({ requestId: "req_x", messageId: "msg_x", user: "bo", lines });
  await store.ledger.usage.commit([record, makeCollectedRecord(), makeCollectedRecord()]);
  const countOf = async (filter: Partial<DetailFilter>): Promise<number> =>
    (await store.ledger.queries.details(wholeUsage, { ...range, pageSize: 10, ...filter })).rows
      .length;
  expect(await countOf({ requestId: "req_x" })).toBe(1);
  expect(await countOf({ messageId: "msg_x" })).toBe(1);
  expect(await countOf({ messageId: "msg_x", requestId: "req_other" })).toBe(0);
  expect(await countOf({ requestId: "req_x", users: ["bo"] })).toBe(1);
  expect(await countOf({ requestId: "req_x", users: ["anna"] })).toBe(0);
  expect(await countOf({ requestId: "req_x", models: ["claude-haiku-5-5"] })).toBe(1);
  expect(await countOf({ requestId: "req_x", models: ["other"] })).toBe(0);
  expect(await countOf({ requestId: "req_x", accessKeyIds: ["2"] })).toBe(0);
  expect(await countOf({ requestId: "req_nobody" })).toBe(0);
});

test("keys and users are shown by name", async () => {
  const key = await store.ledger.adminDirectory.createAccessKey({
    keyId: "public-part",
    secretHash: "00",
    last4: "abcd",
    name: "backend",
    scopes: ["collect"],
    expiresAt: null,
  });
  await store.ledger.usage.commit([makeCollectedRecord({ accessKeyId: key.id, user: "zoë" })]);
  const range = { startDate: new Date(Date.now() - 7_200_000), endDate: new Date(Date.now() + 1) };
  const { rows } = await store.ledger.queries.details(wholeUsage, { ...range, pageSize: 5 });
  expect(rows).toMatchObject([{ accessKeyId: key.id, accessKeyName: "backend", user: "zoë" }]);
  const { rows: keys } = await store.ledger.queries.topConsumers(
    wholeUsage,
    "access_key",
    range,
    5,
  );
  expect(keys).toMatchObject([{ dimensionId: key.id, name: "backend" }]);
  const { rows: users } = await store.ledger.queries.topConsumers(wholeUsage, "user", range, 5);
  expect(users).toMatchObject([{ dimensionId: "zoë", name: "zoë" }]);
});

test.each(["", "no cursor", "bnVsbA", Buffer.from('["a","1"]').toString("base64url")])(
  "the cursor %j, which no page gave, is refused",
  async (cursor) => {
    await expect(
      store.ledger.queries.details(wholeUsage, { ...whole, pageSize: 1, cursor }),
    ).rejects.toMatchObject({ code: "CURSOR_INVALID", retryable: false });
  },
);

test("a filter that PostgreSQL cannot read is the asker's fault", async () => {
  const filter = { ...whole, features: ["a\0b"], pageSize: 1 };
  await expect(store.ledger.queries.details(wholeUsage, filter)).rejects.toMatchObject({
    code: "VALUE_REFUSED",
  });
});
