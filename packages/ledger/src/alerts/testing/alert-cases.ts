import type { CollectedRecord } from "@tokenledger/usage";
import type { AlertCondition, OutsideReadings } from "@tokenledger/usage/alerts";
import { makeLine } from "@tokenledger/usage/testing";
import { callsAt, nothingOutside } from "./alert-bench.ts";

/** One kind of rule from quiet to fired to resolved. All on 20 November 2026, a Friday. */
export interface AlertCase {
  readonly condition: AlertCondition;
  /** Committed before the rule is looked at for the first time. */
  readonly before: readonly CollectedRecord[];
  readonly quietAt: string;
  /** Committed before it fires. */
  readonly cause: readonly CollectedRecord[];
  readonly fireAt: string;
  /** Committed before it resolves. */
  readonly cure: readonly CollectedRecord[];
  readonly resolveAt: string;
  readonly outside: OutsideReadings;
  readonly title: string;
  readonly summary: string;
  readonly resolvedSummary: string;
}

const TEN = "2026-11-20T10:05:00Z";
const NEXT_DAY = "2026-11-21T10:30:00Z";

const plain = {
  before: [],
  quietAt: "2026-11-20T10:30:00Z",
  cause: [],
  fireAt: "2026-11-20T10:31:00Z",
  cure: [],
  resolveAt: NEXT_DAY,
  outside: nothingOutside,
  resolvedSummary: "It is no longer so.",
} as const;

const isBetween = (nowMs: number, from: string, to: string): boolean =>
  nowMs >= Date.parse(from) && nowMs < Date.parse(to);

const outsideOf = (states: Partial<OutsideReadings>): OutsideReadings => ({
  ...nothingOutside,
  ...states,
});

type Key = Pick<CollectedRecord, "accessKeyId">;

const spendingCases = (key: Key): readonly AlertCase[] => [
  {
    ...plain,
    condition: {
      kind: "threshold",
      metric: "requests",
      window: "day",
      thresholds: [3n],
      recurringStep: null,
    },
    before: callsAt(TEN, 2, key),
    cause: callsAt(TEN, 1, key),
    title: "Usage reached 3 requests on 20 November",
    summary: "3 requests on 20 November so far; the threshold is 3 requests.",
    resolvedSummary: "Its period has ended.",
  },
  {
    ...plain,
    condition: { kind: "forecast", metric: "requests", window: "month", limit: 20n, paceDays: 1 },
    before: callsAt(TEN, 1, key),
    cause: callsAt(TEN, 5, key),
    resolveAt: "2026-11-22T10:30:00Z",
    title: "Usage will exceed 20 requests on 22 November",
    summary:
      "6 requests so far, on pace for 68 requests in November 2026; the limit is 20 requests.",
    resolvedSummary: "Now: on pace for 6 requests in November 2026.",
  },
];

const paceCases = (key: Key): readonly AlertCase[] => [
  {
    ...plain,
    condition: {
      kind: "burn_rate",
      metric: "requests",
      window: "day",
      limit: 24n,
      longHours: 6,
      shortHours: 1,
      pacePercent: 200,
    },
    before: callsAt(TEN, 1, key),
    cause: callsAt(TEN, 19, key),
    resolveAt: "2026-11-20T13:30:00Z",
    title: "Usage: the day's limit of 24 requests burns too fast",
    summary:
      "20 requests in 6 hours, 306 % of the pace that the limit allows; in the last hour 1318 %.",
    resolvedSummary: "Now: 20 requests in 6 hours, 307 % of the pace that the limit allows.",
  },
  {
    ...plain,
    condition: { kind: "anomaly", metric: "requests", usualPercent: 300, weeks: 2, minimum: 4n },
    before: [
      ...callsAt("2026-11-13T05:00:00Z", 2, key),
      ...callsAt("2026-11-06T05:00:00Z", 2, key),
      ...callsAt("2026-11-20T09:05:00Z", 5, key),
    ],
    cause: callsAt("2026-11-20T09:05:00Z", 1, key),
    title: "Usage: unusual on 20 November",
    summary: "6 requests so far; on this weekday it is 2 requests at this hour (300 %).",
    resolvedSummary: "Its period has ended.",
  },
];

const callCases = (key: Key): readonly AlertCase[] => {
  const unknown = { ...key, lines: [makeLine({ model: "claude-unheard-of" })] as const };
  return [
    {
      ...plain,
      condition: { kind: "error_rate", percent: 50, hours: 1, requestsMin: 4 },
      before: callsAt(TEN, 3, { ...key, outcome: "error" }),
      cause: callsAt(TEN, 1, key),
      resolveAt: "2026-11-20T12:30:00Z",
      title: "Calls fail: 75.0 %",
      summary: "75.0 % of 4 requests in the last hour failed (3 calls); the threshold is 50 %.",
    },
    {
      ...plain,
      condition: { kind: "no_data", hours: 3, lookbackDays: 1 },
      before: callsAt("2026-11-20T07:05:00Z", 2, key),
      fireAt: "2026-11-20T11:00:00Z",
      cure: callsAt("2026-11-20T11:05:00Z", 1, key),
      resolveAt: "2026-11-20T11:10:00Z",
      title: "No records for 3 hours",
      summary: "2 requests in the last day, none in the last 3 hours.",
      resolvedSummary: "Now: records arrive again.",
    },
    {
      ...plain,
      condition: { kind: "unpriced", requestsMin: 2 },
      before: callsAt(TEN, 1, unknown),
      cause: callsAt(TEN, 1, unknown),
      resolveAt: "2026-11-28T10:30:00Z",
      title: "No price for requests of model claude-unheard-of",
      summary: "2 requests of the last 7 days cost an unknown amount, which no sum contains.",
    },
  ];
};

const outsideCases: readonly AlertCase[] = [
  {
    ...plain,
    condition: { kind: "quota", quotaIds: ["q1"], percents: [80] },
    outside: outsideOf({
      quotaStates: async (nowMs) =>
        Promise.resolve([
          {
            quotaId: "q1",
            name: "Team budget",
            subject: "",
            subjectName: "",
            usedPercent: isBetween(nowMs, "2026-11-20T10:31:00Z", NEXT_DAY) ? 85n : 10n,
            usedText: "some of $100.00",
            windowStartMs: Date.parse("2026-11-01T00:00:00Z"),
            windowEndMs: Date.parse("2026-12-01T00:00:00Z"),
          },
        ]),
    }),
    title: "80 % of the quota Team budget is used",
    summary: "some of $100.00 (85 %); it starts anew on 1 December.",
    resolvedSummary: "Now: some of $100.00.",
  },
  {
    ...plain,
    condition: { kind: "data_health", deadLettersMin: 1, lagSecondsMin: null },
    outside: outsideOf({
      health: async (nowMs) =>
        Promise.resolve({
          openDeadLetters: isBetween(nowMs, "2026-11-20T10:31:00Z", NEXT_DAY) ? 2 : 0,
          lagMs: 0,
        }),
    }),
    title: "Records could not be committed",
    summary: "2 open dead letters: they are kept, and in no sum.",
    resolvedSummary: "Now: 0 open dead letters.",
  },
  {
    ...plain,
    condition: { kind: "data_health", deadLettersMin: null, lagSecondsMin: 60 },
    outside: outsideOf({
      health: async (nowMs) =>
        Promise.resolve({
          openDeadLetters: 9,
          lagMs: isBetween(nowMs, "2026-11-20T10:31:00Z", NEXT_DAY) ? 61_500 : 400,
        }),
    }),
    title: "The ledger is behind",
    summary: "Accepted records wait 61 seconds; nothing is lost, and sums are late.",
    resolvedSummary: "Now: 0 seconds behind.",
  },
];

/** Every kind, of a key of its own. */
export const alertCases = (accessKeyId: string): readonly AlertCase[] => [
  ...spendingCases({ accessKeyId }),
  ...paceCases({ accessKeyId }),
  ...callCases({ accessKeyId }),
  ...outsideCases,
];
