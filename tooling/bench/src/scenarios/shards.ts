import { Client } from "pg";
import { z } from "zod";
import { below } from "../figures/aim.ts";
import { batchPaths, fillPipe } from "./fill-pipe.ts";
import { openBufferLook, untilEmpty } from "./pipe.ts";
import type { Bench, Scenario } from "./scenario.ts";

const shardCounts = [1, 2, 4];
const flusherCounts = [1, 2, 4, 8];
const DEADLOCKS = "deadlocks, all shards and flushers";
const SHARE = 4;

const nameOf = (shards: number, flushers: number): string =>
  `drain, shards ${shards}, flushers ${flushers}`;

const Rows = z.tuple([z.object({ deadlocks: z.coerce.number() })]);

const deadlocks = async (databaseUrl: string): Promise<number> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    );
    return Rows.parse(rows)[0].deadlocks;
  } finally {
    await client.end();
  }
};

const drainBy = async (bench: Bench, shards: number, flushers: number): Promise<void> => {
  const { product, scale, sheet, stores } = bench;
  await stores.redis.flushall();
  const settings = { REDIS_SHARDS: String(shards) };
  await using server = await product.startServer(settings);
  await fillPipe(bench, server, batchPaths.product, scale.drainRecords / SHARE);
  await using buffer = await openBufferLook(stores.redisUrl, shards);
  await using started = new AsyncDisposableStack();
  const draining = untilEmpty(buffer.look, () => undefined);
  for (let nth = 0; nth < flushers; nth += 1) {
    started.use(await product.startFlusher({ ...settings, FLUSH_CONSUMER: `flusher-${nth}` }));
  }
  const { recordCount, seconds } = await draining;
  sheet.note(nameOf(shards, flushers), recordCount / seconds);
};

const run = async (bench: Bench): Promise<void> => {
  const { databaseUrl } = bench.product;
  const before = await deadlocks(databaseUrl);
  for (const shards of shardCounts) {
    for (const flushers of flusherCounts) await drainBy(bench, shards, flushers);
  }
  bench.sheet.note(DEADLOCKS, (await deadlocks(databaseUrl)) - before);
  await bench.stores.redis.flushall();
};

/** The same backlog by more shards and more flushers: what is cut up must not stand in its own way. */
export const shardsScenario: Scenario = {
  name: "shards",
  figures: [
    ...shardCounts.flatMap((shards) =>
      flusherCounts.map((flushers) => ({ name: nameOf(shards, flushers), unit: "records/s" })),
    ),
    { name: DEADLOCKS, unit: "", aim: below(1) },
  ],
  run,
};
