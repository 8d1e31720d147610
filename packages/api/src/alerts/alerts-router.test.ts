import { ChannelDetails } from "@tokenledger/usage/alerts";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { describeIssue } from "../procedures/describe-issue.ts";
import { AdminBench } from "../testing/admin-bench.ts";

const condition = {
  kind: "threshold",
  metric: "spend",
  window: "month",
  thresholds: [100n, 200n],
};

let bench: AdminBench;
let token: string;
beforeEach(async () => {
  bench = new AdminBench();
  token = await bench.openSession(await bench.addMember("admin"));
});

const hook = { kind: "webhook", url: "https://receiver.example/hook" };
const create = async (details: object) =>
  bench.call("alerts.channels.create", token, { name: "hook", details });

const storedDetails = (): ChannelDetails =>
  ChannelDetails.parse(JSON.parse(bench.alerts.open(bench.alerts.channel?.sealedDetails ?? "")));

test("a rule goes to the ledger whole, with its author and what was left out", async () => {
  const input = { name: "Monthly spend", condition, channelIds: ["7"] };
  await bench.call("alerts.create", token, input);
  expect(bench.alerts.asked).toEqual([
    [
      "create",
      {
        name: "Monthly spend",
        condition: { ...condition, recurringStep: null },
        filter: {},
        groupBy: "none",
        channelIds: ["7"],
        isEnabled: true,
      },
      "admin",
      new Date(bench.clock.now()),
    ],
  ]);
});

test("amounts may come as text, because JSON has no bigint", async () => {
  await bench.call("alerts.preview", token, { condition: { ...condition, thresholds: ["5", 7n] } });
  expect(bench.alerts.asked).toMatchObject([
    ["preview", { condition: { thresholds: [5n, 7n] } }, new Date(bench.clock.now())],
  ]);
});

test.each([
  ["condition.thresholds: ", { ...condition, thresholds: [] }],
  ["condition.thresholds: must rise", { ...condition, thresholds: [2n, 1n] }],
  ["condition.thresholds.0: must be above 0", { ...condition, thresholds: [0n] }],
  ["condition.thresholds.0: must be a whole number", { ...condition, thresholds: [1.5] }],
  ["condition.window: ", { ...condition, window: "year" }],
  ["condition.percent: must be at most 100", { kind: "error_rate", percent: 101 }],
  ["condition.percents.0: must be at least 1", { kind: "quota", percents: [0] }],
  [
    "condition.longHours: must be more than shortHours",
    { kind: "burn_rate", metric: "spend", window: "day", limit: 1n, longHours: 1, shortHours: 1 },
  ],
  [
    "condition.deadLettersMin: must be given",
    { kind: "data_health", deadLettersMin: null, lagSecondsMin: null },
  ],
  ["condition.kind: ", { kind: "weather" }],
])("what is wrong is told by its field: %s", async (message, bad) => {
  const { code, cause } = await bench.failureOf("alerts.create", token, {
    name: "x",
    condition: bad,
  });
  expect(code).toBe("BAD_REQUEST");
  expect(cause instanceof z.ZodError ? describeIssue(cause).message : "").toContain(message);
  expect(bench.alerts.asked).toEqual([]);
});

test("an update changes what is given and nothing else", async () => {
  await bench.call("alerts.update", token, { id: "3", isEnabled: false });
  await bench.call("alerts.update", token, {
    id: "3",
    name: "n",
    condition: { kind: "unpriced" },
    filter: { models: ["claude-x"] },
    groupBy: "model",
    channelIds: [],
  });
  const now = new Date(bench.clock.now());
  expect(bench.alerts.asked).toEqual([
    ["update", "3", { isEnabled: false }, now],
    [
      "update",
      "3",
      {
        name: "n",
        condition: { kind: "unpriced", requestsMin: 1 },
        filter: { models: ["claude-x"] },
        groupBy: "model",
        channelIds: [],
      },
      now,
    ],
  ]);
});

test("a rule is muted until a moment to come, or no longer", async () => {
  const past = new Date(bench.clock.now());
  expect(await bench.failureOf("alerts.mute", token, { id: "3", until: past })).toMatchObject({
    code: "BAD_REQUEST",
    message: "until: must be in the future",
  });
  const until = new Date(bench.clock.now() + 1);
  await bench.call("alerts.mute", token, { id: "3", until });
  await bench.call("alerts.mute", token, { id: "3", until: null });
  expect(bench.alerts.asked).toEqual([
    ["mute", "3", until],
    ["mute", "3", null],
  ]);
});

test("a webhook's secret is made, shown once, and kept when its details are given anew", async () => {
  const made = await create(hook);
  const details = storedDetails();
  expect(made).toMatchObject({
    channel: { kind: "webhook", target: hook.url },
    secret: details.kind === "webhook" ? details.secret : "",
  });
  expect(JSON.stringify(await bench.call("alerts.channels.list", token))).not.toContain("whsec_");
  const moved = { ...hook, url: "https://receiver.example/other" };
  const input = { id: "7", name: "moved", details: moved };
  expect(await bench.call("alerts.channels.update", token, input)).toMatchObject({
    channel: { name: "moved", target: moved.url },
    secret: null,
  });
  expect(storedDetails()).toEqual({ ...details, url: moved.url });
  expect(await bench.call("alerts.channels.update", token, { id: "7", name: "n" })).toMatchObject({
    channel: { name: "n", target: moved.url },
    secret: null,
  });
});

test("a secret given is used, and answered to nobody", async () => {
  const secret = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
  expect(await create({ ...hook, secret })).toMatchObject({ secret: null });
  expect(storedDetails()).toMatchObject({ secret });
  const told = JSON.stringify(bench.auditLog);
  expect(told).not.toContain(secret);
  expect(told).not.toContain(hook.url);
});

test.each([
  [{ ...hook, secret: "short" }],
  [{ ...hook, url: "no url" }],
  [{ kind: "email", to: ["nobody"] }],
  [{ kind: "email", to: [] }],
  [{ kind: "slack", url: "https://refused.example/" }],
  [{ kind: "pigeon" }],
])("a channel as %j is refused", async (details) => {
  const input = { name: "x", details };
  expect(await bench.failureOf("alerts.channels.create", token, input)).toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(bench.alerts.channel).toBeNull();
});

test("a test is sent, logged, and answered with what happened", async () => {
  await create({ kind: "email", to: ["anna@example.com"] });
  const answer = await bench.call("alerts.test", token, { channelId: "7" });
  expect(answer).toMatchObject({
    isDelivered: true,
    detail: "answered 200",
    delivery: { kind: "test" },
  });
  expect(bench.alerts.sent).toEqual([{ kind: "email", to: ["anna@example.com"] }]);
  expect(bench.alerts.asked).toMatchObject([
    [
      "noteTest",
      "7",
      expect.any(String),
      { kind: "test", title: 'Test of the channel "hook"' },
      {},
    ],
  ]);
});

test("a channel that was sealed under another pepper says so, and can be given anew", async () => {
  await create(hook);
  if (bench.alerts.channel === null) throw new Error("no channel");
  bench.alerts.channel = { ...bench.alerts.channel, sealedDetails: "gibberish" };
  expect(await bench.failureOf("alerts.test", token, { channelId: "7" })).toMatchObject({
    code: "BAD_REQUEST",
    cause: { code: "CHANNEL_UNREADABLE" },
  });
  const input = { id: "7", details: hook };
  const answer = await bench.call("alerts.channels.update", token, input);
  expect(JSON.stringify(answer)).toContain("whsec_");
});

test("history comes in pages", async () => {
  bench.alerts.deliveryCount = 3;
  const page = await bench.call("alerts.deliveries", token, { pageSize: 2, state: "failed" });
  expect(page).toMatchObject({ rows: [{ id: "0" }, { id: "1" }], nextBeforeId: "1" });
  expect(await bench.call("alerts.events", token)).toEqual({ rows: [], nextBeforeId: null });
  expect(bench.alerts.asked).toEqual([
    ["deliveries", { state: "failed", beforeId: undefined, countMax: 3 }],
    ["events", { openOnly: false, beforeId: undefined, countMax: 51 }],
  ]);
});

test("the rest goes to the ledger as it is", async () => {
  const id = "0199f3c1-0000-7000-8000-000000000001";
  await bench.call("alerts.list", token);
  await bench.call("alerts.get", token, { id: "3" });
  await bench.call("alerts.remove", token, { id: "3" });
  await bench.call("alerts.retry", token, { id });
  await bench.call("alerts.channels.remove", token, { id: "7" });
  expect(bench.alerts.asked.map(([name]) => name)).toEqual([
    "list",
    "get",
    "remove",
    "retry",
    "removeChannel",
  ]);
});
