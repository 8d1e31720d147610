import { below } from "../figures/aim.ts";
import { LoadClient } from "../load/load-client.ts";
import { doorQuantileMs } from "./histogram-quantile.ts";
import type { Bench, Scenario } from "./scenario.ts";

const CLIENT_P50 = "usage.quota P50 at the caller";
const CLIENT_P99 = "usage.quota P99 at the caller";
const SERVER_P50 = "usage.quota P50 on the server";
const SERVER_P99 = "usage.quota P99 on the server";
const LANES = 16;
const ASKED_PER_SECOND = 200;
const COLLECTED_PER_SECOND = 1_000;

const QUESTION = JSON.stringify({
  user: "user_1",
  feature: "chat",
  model: "claude-sonnet-4-5-20250929",
  reserve: { inputTokens: 2_000, outputTokens: 1_000, expiresInMs: 5_000 },
});

const makeQuotas = async ({ product: { ledger } }: Bench): Promise<void> => {
  const terms = {
    unit: "usd",
    window: "month",
    isRolling: false,
    timeZone: "UTC",
    limitAmount: 1_000_000_000_000_000_000n,
    thresholds: [80],
    isHard: true,
    failMode: "open",
    isEnabled: true,
  } as const;
  for (const scope of ["user", "feature"] as const) {
    await ledger.quotas.create(
      { ...terms, scope, scopeValue: null, name: `each ${scope}` },
      "bench",
    );
  }
};

const metricsOf = async (port: number): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

const run = async (bench: Bench): Promise<void> => {
  const { load, product, scale, sheet } = bench;
  await makeQuotas(bench);
  await using collecting = await product.startServer();
  // A server of its own, so that its metrics tell of quotas alone; the stores and the machine have the collects to do as well.
  await using asked = await product.startServer();
  await using _ = await product.startFlusher();
  await using asker = await LoadClient.start();
  const usual = {
    tokens: [...product.tokens],
    arrayLength: 0,
    laneCount: LANES,
    seconds: scale.seconds,
  };
  const ask = async () => {
    const collects = load.run({
      ...usual,
      port: collecting.port,
      path: "/trpc/ingest/usage.collect",
      callsPerSecond: COLLECTED_PER_SECOND,
    });
    const times = await asker.run({
      ...usual,
      port: asked.port,
      path: "/trpc/ingest/usage.quota",
      text: QUESTION,
      callsPerSecond: ASKED_PER_SECOND,
    });
    await collects;
    return times;
  };
  // The first round pays for what every process does once: its code is compiled, its connections opened.
  await ask();
  for (let round = 0; round < scale.rounds; round += 1) {
    const before = await metricsOf(asked.port);
    const { p50Ms, p99Ms } = await ask();
    const metrics = await metricsOf(asked.port);
    sheet.note(CLIENT_P50, p50Ms);
    sheet.note(CLIENT_P99, p99Ms);
    sheet.note(SERVER_P50, doorQuantileMs(metrics, 0.5, before));
    sheet.note(SERVER_P99, doorQuantileMs(metrics, 0.99, before));
  }
};

/** 200 questions a second that hold a place under two quotas, beside 1,000 records a second. */
export const quotaScenario: Scenario = {
  name: "quota",
  figures: [
    { name: CLIENT_P50, unit: "ms" },
    { name: CLIENT_P99, unit: "ms" },
    { name: SERVER_P50, unit: "ms" },
    { name: SERVER_P99, unit: "ms", aim: below(5) },
  ],
  run,
};
