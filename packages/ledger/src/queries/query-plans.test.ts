import type { ControlledTransaction } from "kysely";
import { wholeUsage } from "@tokenledger/usage";
import type { MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "../open-database.ts";
import { readCacheAdvice } from "../prices/cache-advice.ts";
import { explainFigure } from "../prices/explain-figure.ts";
import { PriceBooks } from "../prices/price-books.ts";
import { readWhatIf } from "../prices/what-if.ts";
import { fillMany } from "../testing/fill-many.ts";
import { PlanRunner, type PlanStep } from "../testing/plan-runner.ts";
import { useLedger } from "../testing/use-ledger.ts";
import type { Asking } from "./asking.ts";
import { CursorSeal } from "./cursor-seal.ts";
import { readForecast } from "./forecast.ts";
import { readOverview } from "./overview.ts";
import { readDetails } from "./read-details.ts";
import { readTail } from "./read-tail.ts";
import { readStatistics } from "./statistics.ts";
import { readTimeHistogram } from "./time-histogram.ts";
import { readTopConsumers } from "./top-consumers.ts";
import { readTrends } from "./trends.ts";
import { ZonedBuckets } from "./zoned-buckets.ts";

vi.setConfig({ hookTimeout: 600_000 });

const store = useLedger();
const seal = new CursorSeal("a secret");
const DAY_MS = 86_400_000;
/** Six partitions, four of them with rows. */
const END_MS = Date.UTC(2026, 10, 20);
const RECORD_COUNT = 60_000;
/** Filling is one long statement a table, and the machine may be busy. */
const STATEMENT_MS_MAX = 600_000;

const week = { startDate: new Date(END_MS - 7 * DAY_MS), endDate: new Date(END_MS) };
/** Of a week every third record of the month would be read: PostgreSQL rightly takes the table then. */
const day = { startDate: new Date(END_MS - DAY_MS), endDate: new Date(END_MS) };
/** Begins and ends within hours: rows correct the cells at both ends. */
const uneven = {
  startDate: new Date(END_MS - 7 * DAY_MS + 1_234_567),
  endDate: new Date(END_MS - 1_234_567),
};
const user = { users: ["user_7"] };

let orm: MikroORM;

beforeAll(async () => {
  orm = await openDatabase({ url: store.ownerUrl, poolMax: 2, statementMsMax: STATEMENT_MS_MAX });
  await fillMany(orm, { recordCount: RECORD_COUNT, dayCount: 80, endMs: END_MS });
  await store.ledger.aggregates.sumDays(new Date(END_MS));
});

afterAll(async () => {
  await orm.close();
});

/** The steps PostgreSQL takes for a question. */
const stepsOf = async (read: (asking: Asking) => Promise<unknown>): Promise<readonly PlanStep[]> =>
  orm.em.transactional(async (em) => {
    const handle = em.getTransactionContext<ControlledTransaction<unknown>>();
    if (handle === undefined) throw new Error("A transaction has its own connection");
    const runner = new PlanRunner(handle);
    await read({ runner, scope: wholeUsage, buckets: new ZonedBuckets(), nowMs: END_MS });
    return runner.steps;
  });

const isOfRows = ({ relation }: PlanStep): boolean =>
  relation !== null && /^(access_key|user)_usage/.test(relation);

const monthOf = (relation: string | null): string | null =>
  /_(\d{4}_\d{2}|default)$/.exec(relation ?? "")?.[1] ?? null;

interface Expected {
  /** Months whose rows may be touched. */
  readonly months: readonly string[];
  /** Indexes without which the question would be slow, by the part of their name that all partitions share. */
  readonly indexes: readonly string[];
  /** Ways to read rows that must be among its steps. */
  readonly stepTypes?: readonly string[];
  readonly read: (asking: Asking) => Promise<unknown>;
}

const november = ["2026_11"];
const books = new PriceBooks();

/** Every question that pays for an index, or must not read rows. */
const questions: Readonly<Record<string, Expected>> = {
  "the overview": {
    months: [],
    indexes: ["usage_rollup_pkey", "usage_statistics"],
    read: async (asking) => readOverview(asking, await books.latest(asking.runner), week),
  },
  "the overview of an uneven range": {
    months: november,
    indexes: ["event_id_access_key_id_occur"],
    read: async (asking) => readOverview(asking, await books.latest(asking.runner), uneven),
  },
  "the forecast": {
    months: [],
    indexes: ["usage_rollup_pkey"],
    read: async (asking) => readForecast(asking, {}),
  },
  "trends of everything by day": {
    months: [],
    indexes: ["usage_rollup_pkey"],
    read: async (asking) => readTrends(asking, "day", "none", week),
  },
  "trends by day in a zone off by half an hour": {
    months: november,
    indexes: ["usage_rollup_pkey", "event_id_access_key_id_occur"],
    read: async (asking) =>
      readTrends(asking, "day", "none", { ...week, timeZone: "Asia/Kolkata" }),
  },
  "trends by model": {
    months: [],
    indexes: ["usage_rollup_pkey"],
    read: async (asking) => readTrends(asking, "day", "model", { ...week, countMax: 3 }),
  },
  "trends of the largest keys, in a zone whose days no cell holds": {
    months: [],
    indexes: ["usage_statistics_period", "usage_statistics_pkey", "usage_rollup_pkey"],
    read: async (asking) =>
      readTrends(asking, "day", "access_key", { ...week, timeZone: "Asia/Shanghai", countMax: 3 }),
  },
  "trends by user and model": {
    months: [],
    indexes: ["usage_breakdown_day_p"],
    read: async (asking) =>
      readTrends(asking, "day", "user", { ...week, subgroup: "model", countMax: 3 }),
  },
  "trends by user and model, by the hour": {
    months: [],
    indexes: ["usage_breakdown_p"],
    read: async (asking) =>
      readTrends(asking, "hour", "user", { ...week, subgroup: "model", countMax: 3 }),
  },
  "trends of failed requests": {
    months: [],
    indexes: ["usage_outcome_day_pkey"],
    read: async (asking) => readTrends(asking, "day", "none", { ...week, outcomes: ["error"] }),
  },
  "trends of failed requests, in a zone whose days no sum holds": {
    months: november,
    indexes: ["usage_outcome_day_pkey", "event_id_access_key_id_occur"],
    stepTypes: ["Index Only Scan"],
    read: async (asking) =>
      readTrends(asking, "day", "none", { ...week, timeZone: "Asia/Kolkata", outcomes: ["error"] }),
  },
  "trends of refused requests, in a zone whose days no sum holds": {
    months: november,
    indexes: ["usage_outcome_day_pkey", "event_id_access_key_id_occur"],
    stepTypes: ["Index Only Scan"],
    read: async (asking) =>
      readTrends(asking, "day", "none", { ...week, timeZone: "Asia/Kolkata", statuses: ["4xx"] }),
  },
  "trends of one key": {
    months: [],
    indexes: ["usage_statistics_pkey"],
    read: async (asking) => readTrends(asking, "day", "none", { ...week, accessKeyIds: ["7"] }),
  },
  "the histogram": {
    months: [],
    indexes: ["usage_rollup_pkey", "usage_outcome_day_pkey"],
    read: async (asking) => readTimeHistogram(asking, "day", week),
  },
  "the histogram by the hour": {
    months: november,
    indexes: ["usage_rollup_pkey", "event_id_access_key_id_occur"],
    read: async (asking) => readTimeHistogram(asking, "hour", week),
  },
  "statistics of every key": {
    months: [],
    indexes: ["usage_statistics_period"],
    read: async (asking) => readStatistics(asking, "access_key", "day", week),
  },
  "statistics of users within a key": {
    months: november,
    indexes: ["access_key_usage_2026_11"],
    read: async (asking) => readStatistics(asking, "user", "day", { ...week, accessKeyIds: ["7"] }),
  },
  "top users": {
    months: [],
    indexes: ["usage_statistics_period"],
    read: async (asking) => readTopConsumers(asking, "user", week, 10),
  },
  "top features": {
    months: [],
    indexes: ["usage_rollup_pkey"],
    read: async (asking) => readTopConsumers(asking, "feature", week, 10),
  },
  "details of everything": {
    months: november,
    indexes: ["event_id_access_key_id_occur"],
    read: async (asking) => readDetails(asking, seal, { ...week, pageSize: 50 }),
  },
  "details of one key": {
    months: november,
    indexes: ["access_key_usage_2026_11_pkey"],
    read: async (asking) =>
      readDetails(asking, seal, { ...week, accessKeyIds: ["7"], pageSize: 50 }),
  },
  "details of one user": {
    months: november,
    indexes: ["user_usage_2026_11_pkey"],
    read: async (asking) => readDetails(asking, seal, { ...week, ...user, pageSize: 50 }),
  },
  "details of failed requests": {
    months: november,
    indexes: ["event_id_access_key_id_occur"],
    read: async (asking) =>
      readDetails(asking, seal, { ...week, outcomes: ["error"], pageSize: 50 }),
  },
  "details of refused requests": {
    months: november,
    indexes: ["event_id_access_key_id_occur"],
    read: async (asking) =>
      readDetails(asking, seal, { ...week, statuses: ["4xx", 503], pageSize: 50 }),
  },
  "details by request id": {
    months: november,
    indexes: ["request_id"],
    read: async (asking) =>
      readDetails(asking, seal, { ...week, requestId: "req_59000", pageSize: 50 }),
  },
  "what caching is worth": {
    months: november,
    indexes: ["usage_rollup_pkey", "access_key_usage_2026_11"],
    read: async ({ runner }) => readCacheAdvice(runner, books, wholeUsage, day),
  },
  "why a figure is what it is": {
    months: november,
    indexes: ["access_key_usage_2026_11"],
    read: async ({ runner }) => explainFigure(runner, books, wholeUsage, day),
  },
  "what another model would have cost": {
    months: november,
    indexes: ["access_key_usage_2026_11"],
    read: async ({ runner }) =>
      readWhatIf(runner, books, wholeUsage, { filter: day, model: "claude-haiku-4-5" }),
  },
  "details by message id": {
    months: november,
    indexes: ["message_id"],
    read: async (asking) =>
      readDetails(asking, seal, { ...week, messageId: "msg_59000", pageSize: 50 }),
  },
};

test.each(Object.entries(questions))(
  "%s: by index, in the months of its range, never through a table of rows",
  async (_name, { months, indexes, stepTypes = [], read }) => {
    const steps = await stepsOf(read);
    const rows = steps.filter(isOfRows);
    expect(rows.filter(({ type }) => type === "Seq Scan")).toEqual([]);
    for (const type of stepTypes) expect(rows.map((step) => step.type)).toContain(type);
    const touched = new Set(rows.map(({ relation }) => monthOf(relation)));
    expect([...touched].filter((month) => month === null || !months.includes(month))).toEqual([]);
    const cells = steps.filter(({ relation }) =>
      /^usage_(statistics|breakdown|rollup)/.test(relation ?? ""),
    );
    expect(cells.filter(({ type }) => type === "Seq Scan")).toEqual([]);
    const used = steps.flatMap(({ index }) => index ?? []).join(" ");
    for (const index of indexes) expect(used).toContain(index);
  },
);

const kinds = (steps: readonly PlanStep[]): readonly string[] => [
  ...new Set(steps.filter(isOfRows).map(({ type, relation }) => `${type} ${relation}`)),
];

test("a page deep in the list takes the steps of the first", async () => {
  let cursor: string | null = null;
  const first = await stepsOf(async (asking) => {
    ({ nextCursor: cursor } = await readDetails(asking, seal, { ...week, pageSize: 50 }));
  });
  const deep = await stepsOf(async (asking) =>
    readDetails(asking, seal, { ...week, pageSize: 50, ...(cursor === null ? {} : { cursor }) }),
  );
  expect(kinds(deep)).toEqual(kinds(first));
});

test("the tail reads what was stored last, in no month from end to end", async () => {
  let cursor = "";
  await stepsOf(async (asking) => {
    ({ cursor } = await readTail(asking, seal, { countMax: 5 }));
  });
  const steps = await stepsOf(async (asking) => readTail(asking, seal, { countMax: 5, cursor }));
  const full = steps.filter((step) => isOfRows(step) && step.type === "Seq Scan");
  const months = full.map(({ relation }) => monthOf(relation));
  // Months to come are empty.
  expect(months.filter((month) => month !== "default" && (month ?? "") < "2026_12")).toEqual([]);
});
