import { below, timesBeside } from "../figures/aim.ts";
import { copiedPerSecond } from "../limits/copy-usage.ts";
import { CpuMeter } from "../rig/cpu-meter.ts";
import { peakMegabytes } from "../rig/process-cpu.ts";
import { openProduct, type ProductServer } from "../rig/product.ts";
import type { Program } from "../rig/program.ts";
import { batchPaths, fillPipe } from "./fill-pipe.ts";
import { lookAtStream, openBufferLook, untilEmpty, type Drained, type Look } from "./pipe.ts";
import { redisBytes } from "./redis-bytes.ts";
import { storedBytes } from "./stored-bytes.ts";
import type { Bench, Scenario } from "./scenario.ts";

const COPY = "binary COPY into access_key_usage";
const DRAIN = "drain";
const MEMORY = "drain, flusher memory";
const REDIS_BYTES = "Redis bytes a buffered record";
const TABLE_BYTES = "PostgreSQL bytes a record, both tables and their indexes";
const LOG_BYTES = "PostgreSQL log bytes a record";
const OTHER = "straightforward drain";
const OTHER_MEMORY = "straightforward drain, consumer memory";
const OTHER_REDIS_BYTES = "straightforward Redis bytes a buffered record";
/** It takes as many times as long. */
const OTHER_SHARE = 4;
const COPY_DATABASE = "copied";

interface DrainedPipe extends Drained {
  readonly bytesPerRecord: number;
  readonly megabytes: number;
  readonly cpu: Readonly<Record<string, number>>;
}

interface Side {
  readonly server: ProductServer;
  readonly path: string;
  readonly recordCount: number;
  readonly look: () => Promise<Look> | Look;
  readonly startConsumer: () => Promise<Program>;
}

/** Fills a pipe while nobody drains it, then starts who does. */
const drainSide = async (bench: Bench, side: Side): Promise<DrainedPipe> => {
  const before = await redisBytes(bench.stores.redis);
  const recordCount = await fillPipe(bench, side.server, side.path, side.recordCount);
  const bytesPerRecord = ((await redisBytes(bench.stores.redis)) - before) / recordCount;
  const look = await side.look();
  const meters: CpuMeter[] = [];
  const { postgres, redis } = bench.stores.pids;
  const started = side.startConsumer();
  const draining = untilEmpty(look, () => {
    void started.then(({ pid }) => meters.push(new CpuMeter({ flusher: pid, postgres, redis })));
  });
  await using consumer = await started;
  const drained = await draining;
  const cpu = meters[0]?.perRecord(drained.recordCount) ?? {};
  return { ...drained, bytesPerRecord, megabytes: peakMegabytes(consumer.pid), cpu };
};

const round = async (bench: Bench, server: ProductServer, other: ProductServer): Promise<void> => {
  const { product, scale, sheet, stores, straightforward } = bench;
  await using waiting = await openBufferLook(stores.redisUrl);
  const before = await storedBytes(product.databaseUrl);
  const ours = await drainSide(bench, {
    server,
    path: batchPaths.product,
    recordCount: scale.drainRecords,
    look: () => waiting.look,
    startConsumer: async () => product.startFlusher(),
  });
  sheet.note(DRAIN, ours.recordCount / ours.seconds, ours.cpu);
  sheet.note(MEMORY, ours.megabytes);
  sheet.note(REDIS_BYTES, ours.bytesPerRecord);
  const after = await storedBytes(product.databaseUrl);
  sheet.note(TABLE_BYTES, (after.tables - before.tables) / scale.drainRecords);
  sheet.note(LOG_BYTES, (after.log - before.log) / scale.drainRecords);
  const theirs = await drainSide(bench, {
    server: other,
    path: batchPaths.straightforward,
    recordCount: scale.drainRecords / OTHER_SHARE,
    look: () => lookAtStream(stores.redis),
    startConsumer: async () => straightforward.startConsumer(),
  });
  sheet.note(OTHER, theirs.recordCount / theirs.seconds, theirs.cpu);
  sheet.note(OTHER_MEMORY, theirs.megabytes);
  sheet.note(OTHER_REDIS_BYTES, theirs.bytesPerRecord);
};

const run = async (bench: Bench): Promise<void> => {
  const { postgres, postgresFolder } = bench.stores;
  await using _ = await openProduct(bench.stores, COPY_DATABASE);
  await using server = await bench.product.startServer();
  await using other = await bench.straightforward.startServer();
  for (let nth = 0; nth < bench.scale.rounds; nth += 1) {
    await round(bench, server, other);
    const rowCount = bench.scale.drainRecords;
    const limit = { postgres, folder: postgresFolder, from: "bench", to: COPY_DATABASE, rowCount };
    bench.sheet.note(COPY, await copiedPerSecond(limit));
  }
};

/** A backlog is flushed: claim, both tables, statistics, breakdown and costs, against the least that PostgreSQL could do. */
export const drainScenario: Scenario = {
  name: "drain",
  figures: [
    { name: COPY, unit: "rows/s" },
    { name: DRAIN, unit: "records/s", beside: COPY, aim: timesBeside(0.35) },
    { name: MEMORY, unit: "MB", aim: below(192) },
    { name: REDIS_BYTES, unit: "bytes", aim: below(250) },
    { name: TABLE_BYTES, unit: "bytes" },
    { name: LOG_BYTES, unit: "bytes" },
    { name: OTHER, unit: "records/s", beside: COPY },
    { name: OTHER_MEMORY, unit: "MB" },
    { name: OTHER_REDIS_BYTES, unit: "bytes" },
  ],
  run,
};
