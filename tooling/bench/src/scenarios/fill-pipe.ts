import type { ProductServer } from "../rig/product.ts";
import type { Bench } from "./scenario.ts";

const RECORDS_PER_CALL = 500;
const LANES = 8;
const SECONDS_MAX = 120;

/** Sends so many records to a server, in calls of 500. @returns how many: a multiple of 500. */
export const fillPipe = async (
  { load, product }: Bench,
  { port }: ProductServer,
  path: string,
  recordCount: number,
): Promise<number> => {
  const { callCount } = await load.run({
    port,
    path,
    tokens: [...product.tokens],
    arrayLength: RECORDS_PER_CALL,
    laneCount: LANES,
    callCountMax: Math.ceil(recordCount / RECORDS_PER_CALL),
    seconds: SECONDS_MAX,
  });
  return callCount * RECORDS_PER_CALL;
};

/** Where records are sent in calls of many. */
export const batchPaths = {
  product: "/trpc/ingest/usage.collectBatch",
  straightforward: "/usage.collectBatch",
};
