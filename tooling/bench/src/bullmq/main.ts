import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { z } from "zod";
import { recordText } from "../load/record-text.ts";

/**
 * BullMQ as the buffer: a job a record, added 500 at a time as from calls of 500, then processed by a worker that does nothing.
 * No HTTP, no checks, no counters, no ledger: the queue alone. Started with the address of Redis; each message says for how many seconds.
 */
const QUEUE = "records";
const RECORDS_PER_CALL = 500;
const CALLS_IN_FLIGHT = 4;
const CONCURRENCY = 200;
const SECOND_MS = 1_000;

const redisUrl = z.string().parse(process.argv[2]);
const queue = new Queue(QUEUE, { connection: new Redis(redisUrl, { maxRetriesPerRequest: null }) });
const jobs = Array.from({ length: RECORDS_PER_CALL }, (_, index) => ({
  name: "record",
  data: { record: recordText(index) },
  opts: { removeOnComplete: true },
}));

let waitingCount = 0;

const addFor = async (seconds: number): Promise<number> => {
  const endMs = performance.now() + seconds * SECOND_MS;
  let addedCount = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await queue.addBulk(jobs);
      addedCount += RECORDS_PER_CALL;
    }
  };
  await Promise.all(Array.from({ length: CALLS_IN_FLIGHT }, lane));
  waitingCount = addedCount;
  return addedCount;
};

/** @returns jobs a second, until the time is over or none is left. */
const processFor = async (seconds: number): Promise<number> => {
  const startMs = performance.now();
  let processedCount = 0;
  const isOver = Promise.withResolvers<void>();
  const worker = new Worker(
    QUEUE,
    async () => {
      processedCount += 1;
      if (processedCount === waitingCount) isOver.resolve();
      return Promise.resolve();
    },
    { connection: new Redis(redisUrl, { maxRetriesPerRequest: null }), concurrency: CONCURRENCY },
  );
  setTimeout(() => isOver.resolve(), seconds * SECOND_MS);
  await isOver.promise;
  const perSecond = (processedCount * SECOND_MS) / (performance.now() - startMs);
  await worker.close(true);
  return perSecond;
};

const Wanted = z.object({ seconds: z.number(), isAdding: z.boolean() });

process.on("message", (message) => {
  const { seconds, isAdding } = Wanted.parse(message);
  const work = isAdding ? addFor(seconds) : processFor(seconds);
  void work.then((count) => process.send?.({ count }));
});
process.on("disconnect", () => process.exit(0));
await queue.waitUntilReady();
process.send?.("ready");
