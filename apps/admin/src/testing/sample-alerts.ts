import type { AlertDelivery, AlertEvent, AlertRule, ChannelView } from "@tokenledger/usage/alerts";

const rule: AlertRule = {
  id: "3",
  name: "Dear days",
  condition: {
    kind: "threshold",
    metric: "spend",
    window: "day",
    thresholds: [50_000_000_000_000n],
    recurringStep: null,
  },
  filter: {},
  groupBy: "user",
  channelIds: ["7"],
  isEnabled: true,
  muteUntil: null,
  createdBy: "olga",
  createTime: new Date(0),
  updateTime: new Date(0),
  evaluateTime: new Date(0),
  fault: null,
  openEventCount: 2,
};

/** A rule that is open, and one that is muted for ever, out of force and broken. */
export const sampleRules: readonly AlertRule[] = [
  rule,
  {
    ...rule,
    id: "4",
    name: "Failures",
    condition: { kind: "error_rate", percent: 5, hours: 1, requestsMin: 20 },
    groupBy: "none",
    channelIds: [],
    isEnabled: false,
    muteUntil: new Date("2999-01-01T00:00:00Z"),
    fault: "too many groups",
    openEventCount: 0,
  },
];

export const sampleChannel: ChannelView = {
  id: "7",
  name: "Ops hook",
  kind: "webhook",
  target: "https://hooks.example.com/t",
  last4: "a1b2",
  createTime: new Date(0),
  updateTime: new Date(0),
};

export const sampleEvent: AlertEvent = {
  id: "11",
  ruleId: "3",
  ruleName: "Dear days",
  ruleKind: "threshold",
  dimension: "anna",
  dimensionName: "anna",
  periodStart: new Date(0),
  periodEnd: null,
  threshold: 50_000_000_000_000n,
  value: 61_500_000_000_000n,
  unit: "pico-USD",
  title: "Spend of user anna reached $50.00",
  summary: "$61.50 on 24 November so far; the threshold is $50.00.",
  advice: "Look at the requests.",
  fireTime: new Date("2026-11-24T10:00:00Z"),
  resolveTime: null,
  isMuted: true,
};

export const sampleDelivery: AlertDelivery = {
  id: "0197a000-0000-7000-8000-000000000001",
  eventId: "11",
  channelId: "7",
  channelName: "Ops hook",
  kind: "fired",
  title: "Spend of user anna reached $50.00",
  state: "failed",
  attemptCount: 8,
  attempts: [
    { time: "2026-11-24T10:00:00Z", isDelivered: false, detail: "answered 500", durationMs: 9 },
  ],
  createTime: new Date("2026-11-24T10:00:00Z"),
  dueTime: null,
  finishTime: new Date("2026-11-24T12:00:00Z"),
};
