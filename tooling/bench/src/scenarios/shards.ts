import { Client } from "pg";
import { z } from "zod";
import { below } from "../figures/aim.ts";
import { batchPaths, fillPipe } from "./fill-pipe.ts";
import { openBufferLook, untilEmpty } from "./pipe.ts";
import type { Bench, Scenario } from "./scenario.ts";

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
  const names = Array.from({ length: flushers }, (_, nth) => `flusher-${nth}`);
  const programs = names.map(async (name) =>
    product.startFlusher({ ...settings, FLUSH_CONSUMER: name }),
  );
  for (const program of programs) started.use(await program);
  const { recordCount, seconds } = await draining;
  sheet.declare({ name: nameOf(shards, flushers), unit: "records/s" });
  sheet.note(nameOf(shards, flushers), recordCount / seconds);
};

const run = async (bench: Bench): Promise<void> => {
  const { databaseUrl } = bench.product;
  const before = await deadlocks(databaseUrl);
  for (const shards of bench.scale.shardCounts) {
    for (const flushers of bench.scale.flusherCounts) await drainBy(bench, shards, flushers);
  }
  bench.sheet.note(DEADLOCKS, (await deadlocks(databaseUrl)) - before);
  await bench.stores.redis.flushall();
};

/** The same backlog by more shards and more flushers: what is cut up must not stand in its own way. */
export const shardsScenario: Scenario = {
  name: "shards",
  figures: [{ name: DEADLOCKS, unit: "", aim: below(1) }],
  run,
};
