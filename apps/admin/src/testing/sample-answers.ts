import {
  consumerTypes,
  type AccessKeyView,
  type ConsumerRow,
  type ConsumerType,
  type Overview,
  type TrendPoint,
  type UserView,
} from "@tokenledger/usage";
import { DAY_MS, startOfDay } from "../period/utc-day.ts";
import { refusal, type Answer, type Answers } from "./fake-answers.ts";
import { noUsage as noSums } from "../metric/sums.ts";
import { sampleExplanation } from "./sample-explanation.ts";
import { sampleHistogram } from "./sample-histogram.ts";
import { sampleRecord } from "./sample-record.ts";

const dollars = (count: number): bigint => BigInt(count) * 1_000_000_000_000n;

/** Ten dollars a day of one model, five of another, one of no price, over yesterday and today. */
const points = (): readonly TrendPoint[] => {
  const today = new Date(startOfDay(Date.now()));
  const yesterday = new Date(today.getTime() - DAY_MS);
  return [today, yesterday].flatMap((periodStart) => [
    {
      ...noSums,
      periodStart,
      group: "claude-sonnet-4-5",
      requests: 10n,
      costPicoUsd: dollars(10),
      inputTokens: 1000n,
    },
    {
      ...noSums,
      periodStart,
      group: "claude-haiku-4-5",
      requests: 5n,
      costPicoUsd: dollars(5),
      inputTokens: 500n,
    },
    { ...noSums, periodStart, group: null, requests: 1n, unpricedRequests: 1n, inputTokens: 10n },
  ]);
};

const overview: Overview = {
  ...noSums,
  inputTokens: 3020n,
  cacheReadInputTokens: 6000n,
  outputTokens: 900n,
  requests: 32n,
  costPicoUsd: dollars(30),
  unpricedRequests: 2n,
  failedRequests: 1n,
  activeAccessKeys: 2,
  activeUsers: 2,
};

const consumers = (names: readonly (readonly [string, string])[]): readonly ConsumerRow[] =>
  names.map(([dimensionId, name], index) => ({
    ...noSums,
    dimensionId,
    name,
    requests: 20n,
    inputTokens: 2000n,
    costPicoUsd: dollars(20 - index * 10),
  }));

const unused = { lastUsedAt: null, rotatedAt: null, previousSecret: null };

/** Two keys: one works, one is disabled. */
export const sampleKeys: readonly AccessKeyView[] = [
  {
    id: "1",
    keyId: "Ab3dEf7hIj00",
    name: "billing",
    last4: "x7Q0",
    scopes: ["collect"],
    createTime: new Date(0),
    disabledAt: null,
    expiresAt: null,
    ...unused,
  },
  {
    id: "2",
    keyId: "Ab3dEf7hIj01",
    name: "search",
    last4: "x7Q1",
    scopes: ["collect"],
    createTime: new Date(0),
    disabledAt: new Date(5),
    expiresAt: null,
    ...unused,
  },
];

const unnoted = { displayName: null, note: null, pseudonymisedAt: null };

/** Two users, one of them disabled. */
export const sampleUsers: readonly UserView[] = [
  { id: "1", name: "alice", createTime: new Date(0), disabledAt: null, ...unnoted },
  { id: "2", name: "bob", createTime: new Date(0), disabledAt: new Date(5), ...unnoted },
];

const completeUntil = (): Date => new Date();

const allPermissions = [
  "usage.read",
  "usage.read.detail",
  "keys.read",
  "keys.manage",
  "users.read",
  "users.manage",
  "prices.read",
  "prices.manage",
  "quotas.read",
  "quotas.manage",
  "alerts.read",
  "alerts.manage",
  "reconcile.read",
  "reconcile.manage",
  "exports.create",
];

const wholeOf = (all: readonly TrendPoint[]): readonly TrendPoint[] => {
  const starts = new Set(all.map((point) => point.periodStart.getTime()));
  return Array.from(starts, (startMs) => {
    const here = all.filter((point) => point.periodStart.getTime() === startMs);
    const sum = (count: (point: TrendPoint) => bigint): bigint =>
      here.reduce((total, point) => total + count(point), 0n);
    return {
      ...noSums,
      periodStart: new Date(startMs),
      group: null,
      requests: sum((point) => point.requests),
      costPicoUsd: sum((point) => point.costPicoUsd),
      inputTokens: sum((point) => point.inputTokens),
    };
  });
};

const isWithin = (moment: Date, from: unknown, to: unknown): boolean =>
  from instanceof Date && to instanceof Date && moment >= from && moment < to;

const trends: Answer = ({ groupBy, startDate, endDate }) => {
  const all = points().filter(({ periodStart }) => isWithin(periodStart, startDate, endDate));
  return { points: groupBy === "none" ? wholeOf(all) : all, completeUntil: completeUntil() };
};

const names = {
  user: [
    ["alice", "alice"],
    ["bob", "bob"],
  ],
  access_key: [
    ["1", "billing"],
    ["2", "search"],
  ],
  model: [
    ["claude-sonnet-4-5", "claude-sonnet-4-5"],
    ["claude-haiku-4-5", "claude-haiku-4-5"],
  ],
  feature: [["chat", "chat"]],
} as const satisfies Record<ConsumerType, readonly (readonly [string, string])[]>;

const topConsumers: Answer = ({ dimensionType }) => ({
  rows: consumers(names[consumerTypes.find((type) => type === dimensionType) ?? "user"]),
  other: noSums,
  completeUntil: completeUntil(),
});

const user: Answer = ({ id }) => {
  const found = sampleUsers.find((one) => one.id === id);
  if (found === undefined) throw refusal(404, "NOT_FOUND");
  return found;
};

/** A server in good health, with a little of everything. */
export const sampleAnswers = (): Answers =>
  new Map<string, Answer>([
    ["auth.me", () => ({ id: "1", login: "olga", role: "owner", permissions: allPermissions })],
    ["auth.logout", () => null],
    ["admin.systemOverview", () => ({ ...overview, completeUntil: completeUntil() })],
    ["admin.topConsumers", topConsumers],
    ["usage.trends", trends],
    [
      "usage.details",
      () => ({ rows: [sampleRecord], nextCursor: null, completeUntil: completeUntil() }),
    ],
    ["quotas.list", () => ({ quotas: [] })],
    ["alerts.list", () => []],
    ["alerts.events", () => ({ rows: [], nextBeforeId: null })],
    ["usage.tail", () => ({ rows: [], cursor: "t1", isCut: false })],
    ["usage.timeHistogram", () => ({ buckets: sampleHistogram, completeUntil: completeUntil() })],
    ["usage.explain", () => ({ record: sampleExplanation, figure: null })],
    ["accessKeys.list", () => sampleKeys],
    ["users.list", () => sampleUsers],
    ["users.get", user],
  ]);
