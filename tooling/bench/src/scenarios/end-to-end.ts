import { setTimeout as delay } from "node:timers/promises";
import { atLeast, timesBeside } from "../figures/aim.ts";
import { CpuMeter } from "../rig/cpu-meter.ts";
import type { ProductServer } from "../rig/product.ts";
import type { Program } from "../rig/program.ts";
import { batchPaths } from "./fill-pipe.ts";
import { lookAtStream, openBufferLook, untilDrained, type Look } from "./pipe.ts";
import type { Bench, Scenario } from "./scenario.ts";

const OURS = "end to end";
const TIMES = "end to end, against the straightforward build";
const OTHER = "straightforward end to end";
const RECORDS_PER_CALL = 500;
const LANES = 8;
/** More than this and the client waits: what is measured is what goes through, not what piles up. */
const WAITING_MAX = 40_000;
const LOOK_MS = 20;
const MICROSECONDS = 1_000;

interface Side {
  readonly name: string;
  readonly server: ProductServer;
  readonly consumer: Program;
  readonly path: string;
  readonly look: Look;
}

/** Lets the client call while there is room in the pipe. */
const keepFull = async ({ load }: Bench, look: Look, until: () => boolean): Promise<void> => {
  let isHeld = false;
  while (!until()) {
    const isFull = (await look()).waitingCount > WAITING_MAX;
    if (isFull !== isHeld) load.hold(isFull);
    isHeld = isFull;
    await delay(LOOK_MS);
  }
};

const measure = async (bench: Bench, side: Side): Promise<number> => {
  const { load, product, scale, sheet, stores } = bench;
  let isOver = false;
  const loading = load
    .run({
      port: side.server.port,
      path: side.path,
      tokens: [...product.tokens],
      arrayLength: RECORDS_PER_CALL,
      laneCount: LANES,
      seconds: scale.seconds * 1.5,
    })
    .finally(() => {
      isOver = true;
    });
  const keeping = keepFull(bench, side.look, () => isOver);
  // The first third is for warming up.
  await delay((scale.seconds * MICROSECONDS) / 2);
  const meter = new CpuMeter({
    client: load.pid,
    server: side.server.program.pid,
    flusher: side.consumer.pid,
    ...stores.pids,
  });
  const startMs = performance.now();
  const before = await side.look();
  await Promise.all([loading, keeping]);
  const after = await side.look();
  const recordCount = after.settledCount - before.settledCount;
  const perSecond = (recordCount * 1_000) / (performance.now() - startMs);
  sheet.note(side.name, perSecond, meter.perRecord(recordCount));
  await untilDrained(side.look);
  return perSecond;
};

const run = async (bench: Bench): Promise<void> => {
  const { product, scale, sheet, stores, straightforward } = bench;
  await using server = await product.startServer();
  await using other = await straightforward.startServer();
  await using flusher = await product.startFlusher();
  await using consumer = await straightforward.startConsumer();
  await using buffer = await openBufferLook(stores.redisUrl);
  const ours = {
    name: OURS,
    server,
    consumer: flusher,
    path: batchPaths.product,
    look: buffer.look,
  };
  const theirs = {
    name: OTHER,
    server: other,
    consumer,
    path: batchPaths.straightforward,
    look: lookAtStream(stores.redis),
  };
  for (let round = 0; round < scale.rounds; round += 1) {
    const rate = await measure(bench, ours);
    sheet.note(TIMES, rate);
    await measure(bench, theirs);
  }
};

/** From the call to the commit, both tables and all sums, client and all processes on the same cores. */
export const endToEndScenario: Scenario = {
  name: "end-to-end",
  figures: [
    { name: OURS, unit: "records/s", aim: atLeast(50_000) },
    { name: TIMES, unit: "records/s", beside: OTHER, aim: timesBeside(4) },
    { name: OTHER, unit: "records/s" },
  ],
  run,
};
