import { beforeAll, expect, test } from "vitest";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { AlertBench } from "./testing/alert-bench.ts";
import { alertCases } from "./testing/alert-cases.ts";

const store = useLedger();
const other = useOrm(() => store.urlAs("tokenledger_scheduler"));
let bench: AlertBench;
beforeAll(() => {
  bench = new AlertBench(store.ledger.alerts, other.orm);
});

const titles = alertCases("0").map(({ condition, title }, index) => [condition.kind, title, index]);

test.each(titles)(
  "two schedulers at once fire %s (%s) once and resolve it once",
  async (_kind, _title, index) => {
    const accessKeyId = String(100 + Number(index));
    const scene = alertCases(accessKeyId)[Number(index)];
    if (scene === undefined) throw new Error("no such case");
    const channelId = await bench.addChannel(`channel ${accessKeyId}`);
    const filter = { accessKeyIds: [accessKeyId] };
    const rule = await bench.addRule(scene.condition, { filter, channelIds: [channelId] });

    await store.ledger.usage.commit(scene.before);
    const quiet = await bench.lookTogether(rule.id, scene.quietAt, scene.outside);
    expect(quiet).toEqual({ firedCount: 0, resolvedCount: 0 });

    await store.ledger.usage.commit(scene.cause);
    const fired = await bench.lookTogether(rule.id, scene.fireAt, scene.outside);
    expect(fired).toEqual({ firedCount: 1, resolvedCount: 0 });
    const again = await bench.lookTogether(rule.id, scene.fireAt, scene.outside);
    expect(again).toEqual({ firedCount: 0, resolvedCount: 0 });
    expect(await bench.alerts.rules.get(rule.id)).toMatchObject({ openEventCount: 1, fault: null });

    await store.ledger.usage.commit(scene.cure);
    const resolved = await bench.lookTogether(rule.id, scene.resolveAt, scene.outside);
    expect(resolved).toEqual({ firedCount: 0, resolvedCount: 1 });
    const quietAgain = await bench.lookTogether(rule.id, scene.resolveAt, scene.outside);
    expect(quietAgain).toEqual({ firedCount: 0, resolvedCount: 0 });

    const { history } = bench.alerts;
    const page = { ruleId: rule.id, countMax: 10 };
    expect(await history.events({ ...page, openOnly: false })).toMatchObject([
      {
        title: scene.title,
        summary: scene.summary,
        fireTime: new Date(scene.fireAt),
        resolveTime: new Date(scene.resolveAt),
        isMuted: false,
      },
    ]);
    expect(await history.events({ ...page, openOnly: true })).toEqual([]);
    expect(await history.deliveries(page)).toMatchObject([
      { kind: "resolved", title: `Resolved: ${scene.title}`, state: "waiting", channelId },
      { kind: "fired", title: scene.title, state: "waiting", channelId },
    ]);
    const [last] = await bench.alerts.outbox
      .claim(new Date(scene.resolveAt), 100)
      .then((claimed) =>
        claimed.filter((each) => each.channelId === channelId && each.notice.kind === "resolved"),
      );
    expect(last?.notice.summary).toBe(scene.resolvedSummary);
  },
);
