import type { TokenledgerClient } from "@tokenledger/sdk/admin";

const DAY_MS = 86_400_000;
const DEEP_PAGES = 100;
const DEEP_PAGE_SIZE = 500;

/** One question as a page asks it, and how long it may take. */
export interface Question {
  readonly name: string;
  /** 95 of 100 answers are faster, in milliseconds. */
  readonly aimMs: number;
  /** @param round counts from 0, so that no two rounds ask for quite the same. */
  readonly ask: (round: number) => Promise<unknown>;
}

const SUM_MS = 50;
const ROWS_MS = 1_000;
const PAGE_MS = 50;
const DEEP_PAGE_MS = 20;

/** The cursor after many pages. */
const deepCursor = async (
  client: TokenledgerClient,
  range: { readonly startDate: Date; readonly endDate: Date },
): Promise<string | null> => {
  let cursor: string | null = null;
  for (let page = 0; page < DEEP_PAGES; page += 1) {
    const answer: { readonly nextCursor: string | null } = await client.usage.details.query({
      ...range,
      cursor,
      pageSize: DEEP_PAGE_SIZE,
    });
    if (answer.nextCursor === null) return cursor;
    cursor = answer.nextCursor;
  }
  return cursor;
};

interface Asked {
  readonly client: TokenledgerClient;
  /** The last days of the data. */
  readonly days: (count: number) => { readonly startDate: Date; readonly endDate: Date };
}

const userOf = (round: number): string[] => [`user_${1 + (round % 20)}`];
const keyOf = (round: number): string[] => [String(1 + (round % 20))];

/** What the overview asks. */
const overviewQuestions = ({ client: { admin }, days }: Asked): readonly Question[] => {
  const month = days(30);
  return [
    {
      name: "systemOverview 30 days",
      aimMs: SUM_MS,
      ask: async () => admin.systemOverview.query(month),
    },
    {
      name: "systemOverview with comparison and forecast",
      aimMs: SUM_MS,
      ask: async () =>
        admin.systemOverview.query({ ...month, compare: "previous", forecast: true }),
    },
    {
      name: "topConsumers access_key 30 days",
      aimMs: SUM_MS,
      ask: async () => admin.topConsumers.query({ ...month, dimensionType: "access_key" }),
    },
    {
      name: "topConsumers user 30 days, compared",
      aimMs: SUM_MS,
      ask: async () =>
        admin.topConsumers.query({ ...month, dimensionType: "user", compare: "previous" }),
    },
    {
      name: "topConsumers model 30 days",
      aimMs: SUM_MS,
      ask: async () => admin.topConsumers.query({ ...month, dimensionType: "model" }),
    },
    {
      name: "topConsumers feature 30 days",
      aimMs: SUM_MS,
      ask: async () => admin.topConsumers.query({ ...month, dimensionType: "feature" }),
    },
  ];
};

/** What charts ask. */
const trendQuestions = ({ client: { usage }, days }: Asked): readonly Question[] => {
  const month = days(30);
  const trends = usage.trends.query;
  return [
    { name: "trends by day 30 days", aimMs: SUM_MS, ask: async () => trends(month) },
    {
      name: "trends by day 30 days, Shanghai",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, timeZone: "Asia/Shanghai" }),
    },
    {
      name: "trends by day 30 days, Kolkata",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, timeZone: "Asia/Kolkata" }),
    },
    {
      name: "trends by hour 2 days",
      aimMs: SUM_MS,
      ask: async () => trends({ ...days(2), aggregationPeriod: "hour" }),
    },
  ];
};

/** What charts ask that split, or look closer. */
const splitQuestions = ({ client: { usage }, days }: Asked): readonly Question[] => {
  const month = days(30);
  const trends = usage.trends.query;
  return [
    {
      name: "trends by day and model 30 days",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, groupBy: "model", countMax: 10 }),
    },
    {
      name: "trends by day and key 30 days, top 10",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, groupBy: "access_key", countMax: 10 }),
    },
    {
      name: "trends by day, user and model 30 days, top 10",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, groupBy: "user", subgroupBy: "model", countMax: 10 }),
    },
    {
      name: "trends of a user by day 30 days",
      aimMs: SUM_MS,
      ask: async (round) => trends({ ...month, users: userOf(round) }),
    },
    {
      name: "trends of failed requests 30 days",
      aimMs: SUM_MS,
      ask: async () => trends({ ...month, outcomes: ["error", "truncated"] }),
    },
    {
      name: "trends of 4xx 7 days",
      aimMs: SUM_MS,
      ask: async () => trends({ ...days(7), statuses: ["4xx"] }),
    },
  ];
};

/** What tables and the histogram ask. */
const sumQuestions = ({ client: { usage }, days }: Asked): readonly Question[] => {
  const month = days(30);
  return [
    {
      name: "accessKeyStatistics by day 30 days, one key",
      aimMs: SUM_MS,
      ask: async (round) =>
        usage.accessKeyStatistics.query({ ...month, accessKeyIds: keyOf(round) }),
    },
    {
      name: "userStatistics by day 30 days, largest 20",
      aimMs: SUM_MS,
      ask: async () => usage.userStatistics.query({ ...month, countMax: 20 }),
    },
    {
      name: "timeHistogram by day 30 days",
      aimMs: SUM_MS,
      ask: async () => usage.timeHistogram.query(month),
    },
  ];
};

/** What the list of requests asks. */
const recordQuestions = async ({ client, days }: Asked): Promise<readonly Question[]> => {
  const { usage } = client;
  const month = days(30);
  const deep = await deepCursor(client, month);
  const page = await usage.details.query({ ...month, pageSize: 20 });
  const record = (round: number) => page.rows[round % Math.max(1, page.rows.length)];
  const tail = await usage.tail.query({});
  return [
    {
      name: "details, first page",
      aimMs: PAGE_MS,
      ask: async () => usage.details.query({ ...month, pageSize: 50 }),
    },
    {
      name: "details, deep page",
      aimMs: DEEP_PAGE_MS,
      ask: async () => usage.details.query({ ...month, pageSize: 50, cursor: deep }),
    },
    {
      name: "details of a user, first page",
      aimMs: PAGE_MS,
      ask: async (round) => usage.details.query({ ...month, users: userOf(round) }),
    },
    {
      name: "details, failed only",
      aimMs: PAGE_MS,
      ask: async () => usage.details.query({ ...month, outcomes: ["error"] }),
    },
    {
      name: "details by request id",
      aimMs: ROWS_MS,
      ask: async (round) =>
        usage.details.query({ ...month, requestId: record(round)?.requestId ?? "none" }),
    },
    {
      name: "details by event id",
      aimMs: PAGE_MS,
      ask: async (round) => {
        const eventId = record(round)?.eventId;
        return usage.details.query({ ...month, ...(eventId === undefined ? {} : { eventId }) });
      },
    },
    {
      name: "tail, nothing new",
      aimMs: PAGE_MS,
      ask: async () => usage.tail.query({ cursor: tail.cursor }),
    },
  ];
};

/** What is asked of costs, and of the system itself. Costs are explained row by row: a day of them. */
const otherQuestions = ({ client, days }: Asked): readonly Question[] => {
  const { usage, admin, accessKeys, users, quotas, audit, auth } = client;
  const day = days(1);
  const ofRows = { aimMs: ROWS_MS };
  return [
    { ...ofRows, name: "explain a day", ask: async () => usage.explain.query({ figure: day }) },
    {
      ...ofRows,
      name: "cacheAdvice 30 days",
      ask: async () => usage.cacheAdvice.query(days(30)),
    },
    {
      ...ofRows,
      name: "whatIf of a day",
      ask: async () => usage.whatIf.query({ ...day, model: "claude-haiku-4-5" }),
    },
    { ...ofRows, name: "dataHealth", ask: async () => admin.dataHealth.query() },
    { ...ofRows, name: "deadLetters", ask: async () => admin.deadLetters.query({}) },
    { ...ofRows, name: "accessKeys.list, 500", ask: async () => accessKeys.list.query() },
    { ...ofRows, name: "users.list", ask: async () => users.list.query({}) },
    {
      ...ofRows,
      name: "users.list, who spent most in 30 days",
      ask: async () => users.list.query({ countMax: 50, byUsage: days(30) }),
    },
    { ...ofRows, name: "quotas.list, six budgets", ask: async () => quotas.list.query() },
    { ...ofRows, name: "audit.list", ask: async () => audit.list.query({}) },
    { ...ofRows, name: "auth.me", ask: async () => auth.me.query() },
  ];
};

/** Everything the admin page asks about usage, costs and the system. @param endMs the end of the data. */
export const questionsOf = async (
  client: TokenledgerClient,
  endMs: number,
): Promise<readonly Question[]> => {
  const asked: Asked = {
    client,
    days: (count) => ({
      startDate: new Date(endMs - count * DAY_MS),
      endDate: new Date(endMs),
    }),
  };
  return [
    ...overviewQuestions(asked),
    ...trendQuestions(asked),
    ...splitQuestions(asked),
    ...sumQuestions(asked),
    ...(await recordQuestions(asked)),
    ...otherQuestions(asked),
  ];
};
