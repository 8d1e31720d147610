import { fileURLToPath } from "node:url";
import { z } from "zod";
import { xaddsPerSecond } from "../limits/redis-benchmark.ts";
import { recordText } from "../load/record-text.ts";
import { startProgram, type Program } from "../rig/program.ts";
import type { Bench, Scenario } from "./scenario.ts";
import { redisBytes } from "./redis-bytes.ts";

const XADD = "redis-benchmark XADD -P 100, beside BullMQ";
const ADDED = "BullMQ addBulk 500, without HTTP";
const PROCESSED = "BullMQ processed by a worker that does nothing";
const BYTES = "BullMQ Redis bytes a job";
const XADD_COUNT = 100_000;

const ask = async (program: Program, seconds: number, isAdding: boolean): Promise<number> => {
  const answer = program.answer();
  program.send({ seconds, isAdding });
  return z.object({ count: z.number() }).parse(await answer).count;
};

const round = async ({ scale, sheet, stores }: Bench, program: Program): Promise<void> => {
  const { redis, redisPort } = stores;
  sheet.note(
    XADD,
    await xaddsPerSecond({ port: redisPort, payload: recordText(0), recordCount: XADD_COUNT }),
  );
  await redis.flushall();
  const before = await redisBytes(redis);
  const seconds = scale.seconds / 2;
  const added = await ask(program, seconds, true);
  sheet.note(ADDED, added / seconds);
  sheet.note(BYTES, ((await redisBytes(redis)) - before) / added);
  sheet.note(PROCESSED, await ask(program, seconds, false));
  await redis.flushall();
};

const run = async (bench: Bench): Promise<void> => {
  const entry = fileURLToPath(new URL("../bullmq/main.ts", import.meta.url));
  await using program = await startProgram({ entry, args: [bench.stores.redisUrl] });
  for (let nth = 0; nth < bench.scale.rounds; nth += 1) await round(bench, program);
};

/** What the usual job queue would do in the buffer's place. */
export const bullmqScenario: Scenario = {
  name: "bullmq",
  figures: [
    { name: XADD, unit: "records/s" },
    { name: ADDED, unit: "records/s", beside: XADD },
    { name: PROCESSED, unit: "records/s" },
    { name: BYTES, unit: "bytes" },
  ],
  run,
};
