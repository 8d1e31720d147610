import type { CollectedRecord, NewAggregateJob } from "@tokenledger/usage";
import { wholeUsage } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { UsageBreakdown } from "../entities/usage-breakdown.ts";
import { UsageBreakdownDay } from "../entities/usage-breakdown-day.ts";
import { UsageOutcomeDay } from "../entities/usage-outcome-day.ts";
import { UsageSummedDay } from "../entities/usage-summed-day.ts";
import { createLedger, type Ledger } from "../ledger.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger, useOrm } from "../testing/use-ledger.ts";

const COUNT_BLOCKED = {
  text: sqlFile(new URL("../testing/sql/count-blocked.sql", import.meta.url)),
  row: z.object({ blocked: z.int() }),
};
const HOLD_NOTES = {
  text: "LOCK TABLE usage_summed_day IN EXCLUSIVE MODE",
  row: z.never(),
};

/** As a day does whose rows are too many for one statement. */
const FAIL_SECOND_DAY = {
  text: `
    CREATE FUNCTION fail_second_day() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.period_start = '2026-11-11Z' THEN RAISE EXCEPTION 'too much' USING ERRCODE = 'query_canceled'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fail_second_day BEFORE INSERT ON usage_outcome_day FOR EACH ROW EXECUTE FUNCTION fail_second_day()`,
  row: z.never(),
};
const FAIL_NO_DAY = { text: "DROP FUNCTION fail_second_day CASCADE", row: z.never() };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 10);
/** In the third day. */
const NOW = new Date(START_MS + 2 * DAY_MS + HOUR_MS);
const WRITERS = 3;
const BATCH = 25;
const ROUNDS = 12;
const range = { startDate: new Date(START_MS), endDate: new Date(START_MS + 3 * DAY_MS) };

const store = useLedger();
/** Sees what sessions of others wait for. */
const watcher = useOrm(() => store.superuserUrl);
beforeAll(async () => store.ledger.ensurePartitions(NOW, new Date(START_MS)));
beforeEach(async () => emptyUsage(store.ownerOrm));

const call = (timeMs: number, more: Partial<CollectedRecord> = {}): CollectedRecord =>
  makeCollectedRecord({
    eventId: makeEventId(timeMs),
    occurTimeMs: timeMs,
    user: "anna",
    lines: [makeLine(), makeLine({ kind: "compaction", model: "claude-haiku-5-5" })],
    ...more,
  });

/** One record each eight hours of three days. */
const history = (): readonly CollectedRecord[] =>
  Array.from({ length: 9 }, (_, index) => call(START_MS + index * 8 * HOUR_MS));

const sumDays = async (): Promise<number> => store.ledger.aggregates.sumDays(NOW);

const summedDays = async (): Promise<readonly string[]> => {
  const days = await store.ownerOrm.em
    .fork()
    .find(UsageSummedDay, {}, { orderBy: { periodStart: "asc" } });
  return days.map(({ periodStart }) => periodStart.toISOString().slice(0, 10));
};

const differences = async (): Promise<readonly string[]> => {
  const found = await store.ledger.checkInvariants({
    invariants: ["breakdown", "rollups", "summed-days"],
  });
  return found.map(({ invariant, subject }) => `${invariant}: ${subject}`);
};

/** What Anna's models came to, asked for over weeks. */
const requestsOf = async (): Promise<readonly bigint[]> => {
  const { points } = await store.ledger.queries.trends(wholeUsage, "day", "model", {
    ...range,
    users: ["anna"],
  });
  return points
    .filter(({ group }) => group === "claude-sonnet-5-5")
    .map(({ requests }) => requests);
};

test("days that have ended are summed once, and what is asked of them is the same", async () => {
  await store.ledger.usage.commit(history());
  expect(await requestsOf()).toEqual([3n, 3n, 3n]);
  expect(await sumDays()).toBe(2);
  expect(await summedDays()).toEqual(["2026-11-10", "2026-11-11"]);
  expect(await requestsOf()).toEqual([3n, 3n, 3n]);
  expect(await differences()).toEqual([]);
  expect(await sumDays()).toBe(0);
});

test("questions read the sums of such days", async () => {
  await store.ledger.usage.commit(history());
  await sumDays();
  const where = { dimensionType: "user", periodStart: new Date(START_MS + DAY_MS) } as const;
  await store.ownerOrm.em.fork().nativeUpdate(UsageBreakdownDay, where, { totalRequests: 7n });
  expect(await requestsOf()).toEqual([3n, 7n, 3n]);
  expect(await differences()).toEqual([
    expect.stringMatching(/^summed-days: user \d+ model 'claude-haiku-5-5' 2026-11-11 00:00:00$/),
    expect.stringMatching(/^summed-days: user \d+ model 'claude-sonnet-5-5' 2026-11-11 00:00:00$/),
    expect.stringMatching(/^summed-days: user \d+ feature 'chat' 2026-11-11 00:00:00$/),
  ]);
});

/** How many requests failed, day by day. */
const failuresOf = async (): Promise<readonly bigint[]> => {
  const filter = { ...range, outcomes: ["error", "truncated"] } as const;
  const { points } = await store.ledger.queries.trends(wholeUsage, "day", "none", filter);
  return points.map(({ requests }) => requests);
};

const failed = (timeMs: number): CollectedRecord =>
  call(timeMs, { outcome: "error", status: 529, quality: "none" });

test("questions about outcomes read the sums of such days, and the rows of others", async () => {
  await store.ledger.usage.commit([...history(), failed(START_MS), failed(START_MS + DAY_MS)]);
  expect(await failuresOf()).toEqual([1n, 1n]);
  await sumDays();
  const where = {
    label: "claude-sonnet-5-5",
    outcome: "error",
    periodStart: new Date(START_MS + DAY_MS),
  } as const;
  await store.ownerOrm.em.fork().nativeUpdate(UsageOutcomeDay, where, { totalRequests: 7n });
  expect(await failuresOf()).toEqual([1n, 7n]);
  expect(await differences()).toContainEqual(
    expect.stringMatching(/^summed-days: outcomes model 'claude-sonnet-5-5' 2026-11-11 00:00:00$/),
  );
  await store.ledger.usage.commit([failed(START_MS + DAY_MS + HOUR_MS)]);
  expect(await failuresOf()).toEqual([1n, 2n]);
});

test("days that an older version summed, without outcomes, are summed again and read by rows until then", async () => {
  await store.ledger.usage.commit([...history(), failed(START_MS)]);
  await sumDays();
  const em = store.ownerOrm.em.fork();
  await em.nativeUpdate(UsageSummedDay, {}, { outcomesAsOf: null });
  await em.nativeDelete(UsageOutcomeDay, {});
  expect(await failuresOf()).toEqual([1n]);
  expect(await sumDays()).toBe(2);
  expect(await em.count(UsageOutcomeDay)).toBeGreaterThan(0);
  expect(await failuresOf()).toEqual([1n]);
});

test("a day that fails is told, and keeps no other from being summed", async () => {
  await store.ledger.usage.commit([...history(), failed(START_MS), failed(START_MS + DAY_MS)]);
  await autocommit(store.ownerOrm).rows(FAIL_SECOND_DAY, []);
  await expect(sumDays()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await summedDays()).toEqual(["2026-11-10", "2026-11-11"]);
  expect(await failuresOf()).toEqual([1n, 1n]);
  await autocommit(store.ownerOrm).rows(FAIL_NO_DAY, []);
  expect(await sumDays()).toBe(1);
  expect(await failuresOf()).toEqual([1n, 1n]);
});

test("a record that comes late is in the answer at once, and its day is summed again", async () => {
  await store.ledger.usage.commit(history());
  await sumDays();
  await store.ledger.usage.commit([call(START_MS + HOUR_MS)]);
  expect(await requestsOf()).toEqual([4n, 3n, 3n]);
  expect(await differences()).toEqual([]);
  expect(await sumDays()).toBe(1);
  expect(await requestsOf()).toEqual([4n, 3n, 3n]);
  expect(await differences()).toEqual([]);
});

test("a day that was changed rests before it is summed again, and one that never was does not", async () => {
  await store.ledger.usage.commit([call(START_MS)]);
  expect(await sumDays()).toBe(1);
  await store.ledger.usage.commit([call(START_MS + HOUR_MS), call(START_MS + DAY_MS)]);
  expect(await store.ledger.aggregates.sumDays(NOW, { restMs: 3_600_000 })).toBe(1);
  expect(await summedDays()).toEqual(["2026-11-10", "2026-11-11"]);
  expect(await requestsOf()).toEqual([2n, 1n]);
  expect(await store.ledger.aggregates.sumDays(NOW, { restMs: 3_600_000 })).toBe(0);
  expect(await sumDays()).toBe(1);
});

const verify: NewAggregateJob = {
  ...range,
  kind: "verify",
  isDryRun: false,
  dimensionType: null,
  dimensionId: null,
  actor: "erin",
  reason: "a test",
};

const cellOf = (hour: number) =>
  ({ dimensionType: "user", periodStart: new Date(START_MS + hour * HOUR_MS) }) as const;

test("where the breakdown is mended, sums made of what was wrong are not read", async () => {
  await store.ledger.usage.commit(history());
  // Neither changes what everybody came to, so that nothing of everybody's has to be mended.
  const em = store.ownerOrm.em.fork();
  await em.nativeUpdate(UsageBreakdown, cellOf(0), { totalRequests: 0n });
  await em.nativeUpdate(UsageBreakdown, cellOf(8), { totalRequests: 9n });
  expect(await sumDays()).toBe(2);
  const { id } = await store.ledger.aggregates.start(verify);
  await store.ledger.aggregates.work("test");
  expect((await store.ledger.aggregates.get(id)).breakdownDifferenceCount).toBeGreaterThan(0);
  expect(await requestsOf()).toEqual([3n, 3n, 3n]);
  expect(await differences()).toEqual([]);
  expect(await sumDays()).toBe(1);
  expect(await differences()).toEqual([]);
});

const blocked = async (): Promise<number> => {
  const [row] = await autocommit(watcher.orm).rows(COUNT_BLOCKED, []);
  return row?.blocked ?? 0;
};

test("a commit between the summing and the note of what it is as of is in the answer", async () => {
  await store.ledger.usage.commit(history());
  const [held, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = inTransaction(store.ownerOrm, async (runner) => {
    await runner.rows(HOLD_NOTES, []);
    held.resolve();
    await gate.promise;
  });
  await held.promise;
  const summing = sumDays();
  await expect.poll(blocked).toBe(1);
  await store.ledger.usage.commit([call(START_MS + DAY_MS)]);
  gate.resolve();
  await Promise.all([holding, summing]);
  expect(await requestsOf()).toEqual([3n, 4n, 3n]);
  expect(await differences()).toEqual([]);
});

const keepCommitting = async (writer: Ledger, turn: number): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await writer.usage.commit(
      Array.from({ length: BATCH }, (_, index) =>
        call(START_MS + ((round + index) % 48) * HOUR_MS + turn, {
          accessKeyId: String(1 + (index % 3)),
          user: index % 4 === 0 ? null : `user ${String(index % 5)}`,
        }),
      ),
    );
  }
};

test("while records come for days that have ended, no sum that is said to be of the moment is another", async () => {
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async () =>
      createLedger({ url: store.urlAs("tokenledger_ingest") }),
    ),
  );
  const work = { isDone: false };
  const committing = Promise.all(
    writers.map(async (writer, turn) => keepCommitting(writer, turn)),
  ).finally(() => {
    work.isDone = true;
  });
  const found: string[] = [];
  let count = 0;
  while (!work.isDone) {
    count += await sumDays();
    found.push(...(await differences()));
  }
  await committing;
  await sumDays();
  found.push(...(await differences()));
  await Promise.all(writers.map(async (writer) => writer.close()));
  expect(found).toEqual([]);
  expect(count).toBeGreaterThan(0);
});
