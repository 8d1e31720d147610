import type { AlertCondition, ClaimedDelivery } from "@tokenledger/usage/alerts";
import { beforeAll, expect, test } from "vitest";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { AlertBench, callsAt, nothingOutside } from "./testing/alert-bench.ts";

const NOON = new Date("2026-11-20T12:00:00Z");
const after = (ms: number): Date => new Date(NOON.getTime() + ms);
const CLAIM_MS = 60_000;

const store = useLedger();
const other = useOrm(() => store.urlAs("tokenledger_scheduler"));
let bench: AlertBench;
beforeAll(() => {
  bench = new AlertBench(store.ledger.alerts, other.orm);
});

let keyCount = 500;
/** A key that no other test has. */
const newKey = (): string => {
  keyCount += 1;
  return String(keyCount);
};

const perDay = (thresholds: bigint[], recurringStep: bigint | null = null): AlertCondition => ({
  kind: "threshold",
  metric: "requests",
  window: "day",
  thresholds,
  recurringStep,
});

/** A rule over a key of its own, told to a channel of its own. */
const newScene = async (condition: AlertCondition) => {
  const accessKeyId = newKey();
  const channelId = await bench.addChannel(`channel ${accessKeyId}`);
  const rule = await bench.addRule(condition, {
    filter: { accessKeyIds: [accessKeyId] },
    channelIds: [channelId],
  });
  return {
    channelId,
    rule,
    use: async (count: number, time = "2026-11-20T11:05:00Z") =>
      store.ledger.usage.commit(callsAt(time, count, { accessKeyId })),
    look: async (now: Date = NOON) =>
      bench.alerts.evaluation.evaluate(rule.id, now, nothingOutside),
    told: async () => {
      const deliveries = await bench.alerts.history.deliveries({ ruleId: rule.id, countMax: 50 });
      return deliveries.map(({ title }) => title).reverse();
    },
    events: async () =>
      bench.alerts.history.events({ ruleId: rule.id, openOnly: false, countMax: 50 }),
  };
};

const report = (isDelivered: boolean) => ({ isDelivered, detail: "answered", durationMs: 3 });

/** What is due for one channel. */
const claimFor = async (channelId: string, now: Date): Promise<readonly ClaimedDelivery[]> => {
  const claimed = await bench.alerts.outbox.claim(now, 1000);
  return claimed.filter((each) => each.channelId === channelId);
};

test("each threshold fires once, a leap over several is one notice, and beyond the last it fires at each step", async () => {
  const scene = await newScene(perDay([2n, 4n], 5n));
  const reached = async (count: number) => {
    await scene.use(count);
    return scene.look();
  };
  expect(await reached(2)).toMatchObject({ firedCount: 1 });
  expect(await reached(1)).toMatchObject({ firedCount: 0 });
  expect(await reached(1)).toMatchObject({ firedCount: 1 });
  expect(await reached(5)).toMatchObject({ firedCount: 1 });
  expect(await reached(11)).toMatchObject({ firedCount: 1 });
  expect((await scene.events()).map(({ threshold }) => threshold)).toEqual([19n, 9n, 4n, 2n]);
  expect(await scene.told()).toHaveLength(4);

  const leaping = await newScene(perDay([1n, 2n, 3n]));
  await leaping.use(3);
  expect(await leaping.look()).toMatchObject({ firedCount: 3 });
  expect(await leaping.told()).toEqual(["Usage reached 3 requests on 20 November"]);
});

test("the next day is another matter: the same threshold fires again", async () => {
  const scene = await newScene(perDay([1n]));
  await scene.use(1);
  await scene.look();
  await scene.use(1, "2026-11-21T01:00:00Z");
  const pass = await scene.look(new Date("2026-11-21T02:00:00Z"));
  expect(pass).toEqual({ firedCount: 1, resolvedCount: 1 });
  expect(await scene.told()).toEqual([
    "Usage reached 1 request on 20 November",
    "Resolved: Usage reached 1 request on 20 November",
    "Usage reached 1 request on 21 November",
  ]);
});

test("a rule by user fires for each user by name", async () => {
  const accessKeyId = newKey();
  const rule = await bench.addRule(perDay([2n]), {
    filter: { accessKeyIds: [accessKeyId] },
    groupBy: "user",
  });
  await store.ledger.usage.commit([
    ...callsAt("2026-11-20T11:05:00Z", 2, { accessKeyId, user: "anna" }),
    ...callsAt("2026-11-20T11:05:00Z", 1, { accessKeyId, user: "ben" }),
    ...callsAt("2026-11-20T11:05:00Z", 3, { accessKeyId, user: "zoë" }),
  ]);
  await bench.alerts.evaluation.evaluate(rule.id, NOON, nothingOutside);
  const events = await bench.alerts.history.events({
    ruleId: rule.id,
    openOnly: true,
    countMax: 9,
  });
  expect(events.map(({ title }) => title).toSorted()).toEqual([
    "Usage of user anna reached 2 requests on 20 November",
    "Usage of user zoë reached 2 requests on 20 November",
  ]);
});

test("a muted rule fires for the history alone, and its end is not told either", async () => {
  const scene = await newScene(perDay([1n]));
  await bench.alerts.rules.mute(scene.rule.id, after(3_600_000));
  await scene.use(1);
  expect(await scene.look()).toMatchObject({ firedCount: 1 });
  expect(await scene.events()).toMatchObject([{ isMuted: true }]);
  await scene.look(after(86_400_000));
  expect(await scene.told()).toEqual([]);

  await bench.alerts.rules.mute(scene.rule.id, after(3_600_000));
  await scene.use(1, "2026-11-22T01:00:00Z");
  await scene.look(new Date("2026-11-22T02:00:00Z"));
  expect(await scene.told()).toEqual(["Usage reached 1 request on 22 November"]);
});

test("a rule that is disabled or removed is looked at no more; what it had open is resolved without a notice", async () => {
  const scene = await newScene(perDay([1n]));
  await scene.use(1);
  await scene.look();
  await bench.alerts.rules.update(scene.rule.id, { isEnabled: false }, NOON);
  expect(await scene.look()).toBeNull();
  await bench.alerts.rules.remove(scene.rule.id, NOON);
  await bench.alerts.rules.remove(scene.rule.id, after(1));
  expect(await scene.events()).toMatchObject([{ resolveTime: NOON }]);
  expect(await scene.told()).toHaveLength(1);
  await expect(bench.alerts.rules.get(scene.rule.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await bench.alerts.evaluation.evaluate("no id", NOON, nothingOutside)).toBeNull();
});

test("two senders at once take each notice once", async () => {
  const scenes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const scene = await newScene(perDay([1n]));
      await scene.use(1);
      await scene.look();
      return scene;
    }),
  );
  const ours = new Set(scenes.map(({ channelId }) => channelId));
  const taken = await Promise.all(
    [1, 2, 3, 4].map(async () => bench.alerts.outbox.claim(after(0), 1000)),
  );
  const ids = taken.flat().flatMap(({ id, channelId }) => (ours.has(channelId) ? [id] : []));
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
});

test("a notice whose sender was killed is taken again, with the same id and the same words", async () => {
  const scene = await newScene(perDay([1n]));
  await scene.use(1);
  await scene.look();
  const [first] = await claimFor(scene.channelId, after(0));
  expect(await claimFor(scene.channelId, after(CLAIM_MS - 1))).toEqual([]);
  const [second] = await claimFor(scene.channelId, after(CLAIM_MS));
  expect(second).toEqual({ ...first, attemptCount: 2 });
  await bench.alerts.outbox.settle(second?.id ?? "", report(true), after(CLAIM_MS), null);
  expect(await claimFor(scene.channelId, after(3 * CLAIM_MS))).toEqual([]);
  // The first sender was only slow, not dead: what is delivered stays so.
  await bench.alerts.outbox.settle(first?.id ?? "", report(false), after(9), after(10));
  const page = { channelId: scene.channelId, countMax: 5 };
  expect(await bench.alerts.history.deliveries(page)).toMatchObject([
    {
      id: first?.id,
      state: "delivered",
      attemptCount: 2,
      attempts: [{ isDelivered: true }, { isDelivered: false }],
      dueTime: null,
      finishTime: after(CLAIM_MS),
    },
  ]);
});

test("a notice that fails is due again when it was said, and one that is given up can be tried again", async () => {
  const { outbox, history } = bench.alerts;
  const scene = await newScene(perDay([1n]));
  await scene.use(1);
  await scene.look();
  const [claimed] = await claimFor(scene.channelId, after(0));
  const id = claimed?.id ?? "";
  await outbox.settle(id, report(false), after(10), after(5000));
  expect(await claimFor(scene.channelId, after(4999))).toEqual([]);
  expect(await claimFor(scene.channelId, after(5000))).toMatchObject([{ id, attemptCount: 2 }]);
  await expect(outbox.retry(id, NOON)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await outbox.settle(id, report(false), after(5001), null);
  expect(await history.deliveries({ state: "failed", countMax: 5 })).toMatchObject([{ id }]);
  expect(await outbox.retry(id, after(9000))).toMatchObject({ state: "waiting" });
  expect(await claimFor(scene.channelId, after(9000))).toMatchObject([{ id, attemptCount: 1 }]);
});

test("a channel that is told of is not removed; one that is removed is told nothing more", async () => {
  const { channels, rules } = bench.alerts;
  const scene = await newScene(perDay([1n]));
  await expect(channels.remove(scene.channelId, NOON)).rejects.toMatchObject({
    code: "CHANNEL_IN_USE",
    message: `id: still told by these rules: ${scene.rule.name}`,
  });
  await scene.use(1);
  await scene.look();
  await rules.update(scene.rule.id, { channelIds: [] }, NOON);
  await channels.remove(scene.channelId, NOON);
  expect(await claimFor(scene.channelId, after(0))).toEqual([]);
  await expect(channels.sealedDetails(scene.channelId)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(
    rules.update(scene.rule.id, { channelIds: [scene.channelId] }, NOON),
  ).rejects.toMatchObject({ code: "CHANNEL_UNKNOWN" });
});

test("channels and rules are listed by name, changed in parts, and names are taken once", async () => {
  const { channels, rules } = bench.alerts;
  const id = await bench.addChannel("once");
  await expect(bench.addChannel("once")).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  expect(await channels.update(id, { name: "renamed" }, NOON)).toMatchObject({
    name: "renamed",
    target: "chat",
    last4: "abcd",
    updateTime: NOON,
  });
  expect(await channels.sealedDetails(id)).toEqual({
    name: "renamed",
    sealedDetails: "sealed once",
  });
  expect((await channels.list()).find((each) => each.id === id)).not.toHaveProperty(
    "sealedDetails",
  );
  const rule = await bench.addRule(perDay([1n], 7n), { name: "first" });
  await expect(bench.addRule(perDay([1n]), { name: "first" })).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
  });
  expect(await rules.update(rule.id, { groupBy: "model" }, NOON)).toMatchObject({
    name: "first",
    groupBy: "model",
    condition: { thresholds: [1n], recurringStep: 7n },
  });
  expect((await rules.list()).map(({ name }) => name)).toContain("first");
  await bench.alerts.evaluation.noteFault(rule.id, "PostgreSQL was away");
  expect(await rules.get(rule.id)).toMatchObject({ fault: "PostgreSQL was away" });
});

test("a test is logged as what it is", async () => {
  const channelId = await bench.addChannel("tested");
  const notice = {
    kind: "test",
    title: "Test",
    summary: "",
    advice: "",
    path: "/alerts",
    time: NOON.toISOString(),
    alert: null,
  } as const;
  const id = "0199f3c1-0000-7000-8000-000000000001";
  expect(await bench.alerts.outbox.noteTest(channelId, id, notice, report(true))).toMatchObject({
    id,
    kind: "test",
    state: "delivered",
    eventId: null,
    channelName: "tested",
    attempts: [{ detail: "answered" }],
  });
});

test("a preview tells when a rule would have fired, by the same judgement", async () => {
  const accessKeyId = newKey();
  const uses = ["2026-11-02T08:05:00Z", "2026-11-09T08:05:00Z", "2026-11-16T08:05:00Z"];
  for (const time of uses) {
    await store.ledger.usage.commit(callsAt(time, 3, { accessKeyId, user: "anna" }));
  }
  const watch = { filter: { accessKeyIds: [accessKeyId] }, groupBy: "user" } as const;
  const preview = await bench.alerts.evaluation.preview(
    { ...watch, condition: perDay([2n, 3n]) },
    NOON,
  );
  expect(preview).toMatchObject({
    fireCount: 3,
    limitation: null,
    moments: [
      { time: new Date("2026-11-16T09:00:00Z"), dimensionName: "anna" },
      {
        title: "Usage of user anna reached 3 requests on 9 November",
        ruleKind: "threshold",
        periodStart: new Date("2026-11-09T00:00:00Z"),
        periodEnd: new Date("2026-11-10T00:00:00Z"),
        threshold: 3n,
        unit: "requests",
      },
      { time: new Date("2026-11-02T09:00:00Z") },
    ],
  });
  const health = { kind: "data_health", deadLettersMin: 1, lagSecondsMin: null } as const;
  expect(
    await bench.alerts.evaluation.preview({ ...watch, condition: health }, NOON),
  ).toMatchObject({ fireCount: 0, limitation: "How the pipeline was at a moment is not kept." });
});
