import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { AllowedHosts, createNotifier, createSecretBox } from "@tokenledger/notify";
import { MailSink, Receiver } from "@tokenledger/notify/testing";
import {
  channelSummary,
  deliverNotices,
  retryPausesMs,
  type AlertCondition,
  type ChannelDetails,
  type DeliveryTools,
} from "@tokenledger/usage/alerts";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { alertsJob, noticesJob, type AlertsOptions } from "./alerts-jobs.ts";
import { outsideReadings } from "./outside-readings.ts";

const EVERY_MINUTE = "* * * * *";
const NOON_MS = Date.parse("2026-11-20T12:00:00Z");
const CLAIM_MS = 60_000;
const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

let store: TestLedger;
let receiver: Receiver;
let sink: MailSink;
beforeAll(async () => {
  [store, receiver, sink] = await Promise.all([
    createTestLedger(),
    Receiver.listen(),
    MailSink.listen(),
  ]);
});
afterEach(async () => {
  receiver.answer = { status: 200 };
  receiver.received.length = 0;
  for (const { id } of await store.ledger.alerts.rules.list()) {
    await store.ledger.alerts.rules.remove(id, new Date(NOON_MS));
  }
});
afterAll(async () => {
  await Promise.all([store.close(), receiver.close(), sink.close()]);
});

const secrets = createSecretBox("pepper-of-the-scheduler-test-0123456789");
let nowMs = NOON_MS;

const delivery = (): DeliveryTools => ({
  outbox: store.ledger.alerts.outbox,
  notifier: createNotifier({
    allowedHosts: new AllowedHosts([receiver.place]),
    mail: { url: sink.url, from: "alerts@example.com" },
    publicUrl: "https://usage.example.com",
  }),
  secrets,
  clock: () => nowMs,
});

const options = (): AlertsOptions => ({
  evaluation: store.ledger.alerts.evaluation,
  outside: outsideReadings(store.ledger, {
    completeUntil: async () => Promise.reject(new Error("Redis is away")),
  }),
  delivery: delivery(),
});

const look = async (): Promise<void> => alertsJob(options(), EVERY_MINUTE).run(new Date(nowMs));
const sendDue = async (): Promise<void> => noticesJob(options(), EVERY_MINUTE).run(new Date(nowMs));

const addChannel = async (details: ChannelDetails, box = secrets): Promise<string> => {
  const stored = {
    ...channelSummary(details),
    name: `${details.kind} ${crypto.randomUUID()}`,
    sealedDetails: box.seal(JSON.stringify(details)),
  };
  return (await store.ledger.alerts.channels.create(stored, new Date(0))).id;
};

const webhook = (): ChannelDetails => ({ kind: "webhook", url: receiver.url, secret: SECRET });

const oneCall: AlertCondition = {
  kind: "threshold",
  metric: "requests",
  window: "day",
  thresholds: [1n],
  recurringStep: null,
};

let keyCount = 0;
/** A rule of a key of its own, which has made one call. */
const addReachedRule = async (
  channelIds: string[],
  condition: AlertCondition = oneCall,
): Promise<string> => {
  keyCount += 1;
  const accessKeyId = String(keyCount);
  const eventId = makeEventId(NOON_MS - 1000);
  await store.ledger.usage.commit([makeCollectedRecord({ accessKeyId, eventId })]);
  const rule = await store.ledger.alerts.rules.create(
    {
      name: `rule ${accessKeyId}`,
      condition,
      filter: { accessKeyIds: [accessKeyId] },
      groupBy: "none",
      channelIds,
      isEnabled: true,
    },
    "erin",
    new Date(0),
  );
  return rule.id;
};

const deliveriesOf = async (ruleId: string) =>
  store.ledger.alerts.history.deliveries({ ruleId, countMax: 10 });

test("what a rule fires is told at once, by a signed webhook and by mail", async () => {
  const email: ChannelDetails = { kind: "email", to: ["anna@example.com"] };
  const channels = [await addChannel(webhook()), await addChannel(email)];
  const ruleId = await addReachedRule(channels);
  await look();
  await look();
  const [call, ...more] = receiver.received;
  expect(more).toEqual([]);
  const body = new Webhook(SECRET).verify(call?.body ?? "", call?.headers ?? {});
  expect(body).toMatchObject({
    type: "alert.fired",
    data: { title: "Usage reached 1 request on 20 November", alert: { ruleId, value: "1" } },
  });
  expect(sink.mails).toHaveLength(1);
  expect(sink.mails[0]?.source).toContain("Usage reached 1 request on 20 November");
  expect(sink.mails[0]?.source).toContain("https://usage.example.com/alerts?event=1");
  expect(await deliveriesOf(ruleId)).toMatchObject([
    { state: "delivered", attemptCount: 1 },
    { state: "delivered", attemptCount: 1 },
  ]);
});

test("a sender killed after sending leaves the notice to be sent again, with the same id and body", async () => {
  const ruleId = await addReachedRule([await addChannel(webhook())]);
  const killed = {
    ...delivery(),
    outbox: {
      claim: async (...claim: [Date, number]) => store.ledger.alerts.outbox.claim(...claim),
      settle: async () => Promise.reject(new Error("killed")),
    },
  };
  const dying = { ...options(), delivery: killed };
  await expect(alertsJob(dying, EVERY_MINUTE).run(new Date(nowMs))).rejects.toThrow("killed");
  await sendDue();
  expect(receiver.received).toHaveLength(1);
  nowMs += CLAIM_MS;
  await sendDue();
  nowMs = NOON_MS;
  const [first, second] = receiver.received;
  expect(receiver.received).toHaveLength(2);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
  expect(await deliveriesOf(ruleId)).toMatchObject([{ state: "delivered", attemptCount: 2 }]);
});

test("a receiver that refuses is asked again after each pause, and then given up, all in the log", async () => {
  receiver.answer = { status: 503 };
  const ruleId = await addReachedRule([await addChannel(webhook())]);
  await look();
  for (const pauseMs of retryPausesMs) {
    nowMs += pauseMs - 1;
    await sendDue();
    nowMs += 1;
    await sendDue();
  }
  nowMs += 86_400_000;
  await sendDue();
  nowMs = NOON_MS;
  const count = retryPausesMs.length + 1;
  expect(receiver.received).toHaveLength(count);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const [log] = await deliveriesOf(ruleId);
  expect(log).toMatchObject({ state: "failed", attemptCount: count, dueTime: null });
  expect(log?.attempts.map(({ detail }) => detail)).toEqual(
    Array.from({ length: count }, () => "answered 503"),
  );
});

test("a rule that cannot be judged says why, and keeps no other from it", async () => {
  const channelIds = [await addChannel(webhook())];
  const lag = { kind: "data_health", deadLettersMin: null, lagSecondsMin: 60 } as const;
  const badId = await addReachedRule(channelIds, lag);
  await addReachedRule(channelIds);
  await expect(look()).rejects.toThrow("rules could not be judged");
  expect(receiver.received).toHaveLength(1);
  const { rules } = store.ledger.alerts;
  expect(await rules.get(badId)).toMatchObject({ fault: "Redis is away" });
});

test("a channel sealed under another pepper fails and says so", async () => {
  const foreign = createSecretBox("another pepper of at least 32 characters");
  const ruleId = await addReachedRule([await addChannel(webhook(), foreign)]);
  await look();
  const [log] = await deliveriesOf(ruleId);
  expect(log?.attempts[0]?.detail).toContain("TOKENLEDGER_KEY_PEPPER");
  expect(receiver.received).toEqual([]);
});

test("a quota's state is watched by the quota itself", async () => {
  const quota = await store.ledger.quotas.create(
    {
      name: "Team budget",
      scope: "access_key",
      scopeValue: null,
      unit: "requests",
      window: "month",
      isRolling: false,
      timeZone: "UTC",
      limitAmount: 1n,
      thresholds: [80],
      isHard: false,
      failMode: "open",
      isEnabled: true,
    },
    "erin",
  );
  await addReachedRule([await addChannel(webhook())], {
    kind: "quota",
    quotaIds: [quota.id],
    percents: [80],
  });
  await look();
  const titles = receiver.received.map(({ body }) => body).join(" ");
  expect(titles).toContain(`80 % of the quota Team budget (access key ${keyCount}) is used`);
  expect(titles).toContain("1 request of 1 request (100 %); it starts anew on 1 December.");
});

test("nothing due is nothing sent", async () => {
  expect(await deliverNotices({ ...delivery(), clock: () => 0 })).toBe(0);
});
