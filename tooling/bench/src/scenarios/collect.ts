import { fileURLToPath } from "node:url";
import { freePort } from "@tokenledger/services";
import { timesBeside } from "../figures/aim.ts";
import { xaddsPerSecond } from "../limits/redis-benchmark.ts";
import { recordText } from "../load/record-text.ts";
import { CpuMeter } from "../rig/cpu-meter.ts";
import { startProgram } from "../rig/program.ts";
import type { ProductServer } from "../rig/product.ts";
import type { Bench, Scenario } from "./scenario.ts";

const ECHO = "node:http echo";
const XADD = "redis-benchmark XADD -P 100";
const XADDS_PER_SECOND_ABOUT = 400_000;

interface CallShape {
  readonly name: string;
  readonly path: string;
  readonly arrayLength: number;
  readonly laneCount: number;
}

const single = { path: "/trpc/ingest/usage.collect", arrayLength: 0, laneCount: 64 };
const batch = { path: "/trpc/ingest/usage.collectBatch", laneCount: 8 };

const shapes: readonly CallShape[] = [
  { name: "collect", ...single },
  { name: "collectBatch 100", ...batch, arrayLength: 100 },
  { name: "collectBatch 500", ...batch, arrayLength: 500 },
];

const straightforwardShapes: readonly CallShape[] = [
  { name: "straightforward collect", ...single, path: "/usage.collect" },
  {
    name: "straightforward collectBatch 500",
    ...batch,
    path: "/usage.collectBatch",
    arrayLength: 500,
  },
];

const measureCalls = async (
  { load, product, scale, sheet, stores }: Bench,
  { name, ...shape }: CallShape,
  { port, program }: ProductServer,
): Promise<void> => {
  const call = { ...shape, port, tokens: [...product.tokens] };
  await load.run({ ...call, seconds: scale.seconds / 4 });
  const meter = new CpuMeter({ server: program.pid, redis: stores.pids.redis });
  const result = await load.run({ ...call, seconds: scale.seconds });
  const recordCount = result.callCount * Math.max(1, shape.arrayLength);
  sheet.note(name, recordCount / result.seconds, {
    ...meter.perRecord(recordCount),
    client: (result.cpuMs * 1_000) / recordCount,
  });
  sheet.note(`${name}, P50`, result.p50Ms);
  sheet.note(`${name}, P99`, result.p99Ms);
  // What was kept goes: a stream without end would reach its limit.
  await stores.redis.flushall();
};

const measureEcho = async ({ load, scale, sheet }: Bench, port: number): Promise<void> => {
  const call = { port, path: "/", tokens: ["none"], arrayLength: 0, laneCount: single.laneCount };
  const { callCount, seconds } = await load.run({ ...call, seconds: scale.seconds });
  sheet.note(ECHO, callCount / seconds);
};

const measureXadd = async ({ scale, sheet, stores }: Bench): Promise<void> => {
  const recordCount = Math.floor((XADDS_PER_SECOND_ABOUT * scale.seconds) / 2);
  const limit = { port: stores.redisPort, payload: recordText(0), recordCount };
  sheet.note(XADD, await xaddsPerSecond(limit));
  await stores.redis.flushall();
};

const latencies = (name: string) => [
  { name: `${name}, P50`, unit: "ms" },
  { name: `${name}, P99`, unit: "ms" },
];

const run = async (bench: Bench): Promise<void> => {
  const echoPort = await freePort();
  const entry = fileURLToPath(new URL("../limits/echo-server.ts", import.meta.url));
  await using _ = await startProgram({ entry, args: [String(echoPort)] });
  await using server = await bench.product.startServer();
  await using other = await bench.straightforward.startServer();
  for (let round = 0; round < bench.scale.rounds; round += 1) {
    await measureEcho(bench, echoPort);
    await measureXadd(bench);
    for (const shape of shapes) await measureCalls(bench, shape, server);
    for (const shape of straightforwardShapes) await measureCalls(bench, shape, other);
  }
};

/** Calls to the answer that what they sent is on disk, at saturation: authentication, counters and the memory of ids included. */
export const collectScenario: Scenario = {
  name: "collect",
  figures: [
    { name: ECHO, unit: "calls/s" },
    { name: XADD, unit: "records/s" },
    { name: "collect", unit: "records/s", beside: ECHO, aim: timesBeside(0.35) },
    ...latencies("collect"),
    { name: "collectBatch 100", unit: "records/s", beside: XADD },
    ...latencies("collectBatch 100"),
    { name: "collectBatch 500", unit: "records/s", beside: XADD, aim: timesBeside(0.25) },
    ...latencies("collectBatch 500"),
    { name: "straightforward collect", unit: "records/s", beside: ECHO },
    ...latencies("straightforward collect"),
    { name: "straightforward collectBatch 500", unit: "records/s", beside: XADD },
    ...latencies("straightforward collectBatch 500"),
  ],
  run,
};
