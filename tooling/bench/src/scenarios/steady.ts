import { below } from "../figures/aim.ts";
import { quantile } from "../figures/quantile.ts";
import type { LoadResult } from "../load/load-job.ts";
import type { ProductServer } from "../rig/product.ts";
import { commitDelaysMs } from "./commit-delays.ts";
import { openBufferLook, untilDrained, type Look } from "./pipe.ts";
import type { Bench, Scenario } from "./scenario.ts";

interface Rate {
  readonly name: string;
  readonly arrayLength: number;
  readonly callsPerSecond: number;
}

const singles = (callsPerSecond: number): Rate => ({
  name: `${callsPerSecond.toLocaleString("en-US")} single records/s`,
  arrayLength: 0,
  callsPerSecond,
});

const THOUSAND = singles(1_000);
const FIVE_THOUSAND = singles(5_000);
const ARRAYS: Rate = {
  name: "20,000 records/s in arrays of 100",
  arrayLength: 100,
  callsPerSecond: 200,
};
const rates = [THOUSAND, FIVE_THOUSAND, ARRAYS];

const LANES = 32;
/** Enough for a P99, and few enough to be asked about at once. */
const REMEMBERED_MAX = 2_000;

const offer = async (
  { load, product, scale }: Bench,
  rate: Rate,
  server: ProductServer,
  path: string,
): Promise<LoadResult> => {
  const { arrayLength, callsPerSecond } = rate;
  return load.run({
    port: server.port,
    path: `${path}usage.${arrayLength === 0 ? "collect" : "collectBatch"}`,
    tokens: [...product.tokens],
    arrayLength,
    callsPerSecond,
    laneCount: LANES,
    seconds: scale.seconds,
    rememberEvery: Math.ceil((callsPerSecond * scale.seconds) / REMEMBERED_MAX),
  });
};

const httpName = ({ name }: Rate): string => `HTTP P99 at ${name}`;
const queryableName = ({ name }: Rate): string => `accept to queryable P99 at ${name}`;
const otherName = ({ name }: Rate): string => `straightforward HTTP P99 at ${name}`;

const measureRate = async (
  bench: Bench,
  rate: Rate,
  server: ProductServer,
  look: Look,
): Promise<void> => {
  const { product, sheet } = bench;
  const { p50Ms, p99Ms, remembered } = await offer(bench, rate, server, "/trpc/ingest/");
  sheet.note(httpName(rate).replace("P99", "P50"), p50Ms);
  sheet.note(httpName(rate), p99Ms);
  await untilDrained(look);
  const delays = await commitDelaysMs(product.databaseUrl, remembered);
  sheet.note(queryableName(rate).replace("P99", "P50"), quantile(delays, 0.5));
  sheet.note(queryableName(rate), quantile(delays, 0.99));
};

const run = async (bench: Bench): Promise<void> => {
  await using server = await bench.product.startServer();
  await using other = await bench.straightforward.startServer();
  await using draining = new AsyncDisposableStack();
  draining.use(await bench.product.startFlusher());
  draining.use(await bench.straightforward.startConsumer());
  await using buffer = await openBufferLook(bench.stores.redisUrl);
  for (let round = -1; round < bench.scale.rounds; round += 1) {
    if (round < 0) {
      // A server that has just started compiles what it runs.
      for (const rate of rates) await offer(bench, rate, server, "/trpc/ingest/");
      continue;
    }
    for (const rate of rates) await measureRate(bench, rate, server, buffer.look);
    for (const rate of [THOUSAND, FIVE_THOUSAND]) {
      bench.sheet.note(otherName(rate), (await offer(bench, rate, other, "/")).p99Ms);
    }
  }
};

const figuresOf = (rate: Rate, httpMs: number | undefined, queryableMs: number | undefined) => [
  { name: httpName(rate).replace("P99", "P50"), unit: "ms" },
  { name: httpName(rate), unit: "ms", ...(httpMs !== undefined && { aim: below(httpMs) }) },
  { name: queryableName(rate).replace("P99", "P50"), unit: "ms" },
  {
    name: queryableName(rate),
    unit: "ms",
    ...(queryableMs !== undefined && { aim: below(queryableMs) }),
  },
];

/** Calls at rates below what is possible, evenly, the flusher running: how long a caller waits, and how long until the record can be read. */
export const steadyScenario: Scenario = {
  name: "steady",
  figures: [
    ...figuresOf(THOUSAND, 10, 250),
    ...figuresOf(FIVE_THOUSAND, 10, undefined),
    ...figuresOf(ARRAYS, undefined, 1_000),
    { name: otherName(THOUSAND), unit: "ms" },
    { name: otherName(FIVE_THOUSAND), unit: "ms" },
  ],
  run,
};
