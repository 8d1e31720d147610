import { fileURLToPath } from "node:url";
import { createDatabaseIfMissing, freePort } from "@tokenledger/services";
import type { BenchStores } from "../rig/bench-stores.ts";
import { startProgram, type Program } from "../rig/program.ts";
import { serverOf, type ProductServer } from "../rig/product.ts";

const SERVER = fileURLToPath(new URL("./server.ts", import.meta.url));
const CONSUMER = fileURLToPath(new URL("./consumer.ts", import.meta.url));

/** What a team would write instead of the product, over the same stores. */
export interface StraightforwardBuild {
  startServer(): Promise<ProductServer>;
  startConsumer(): Promise<Program>;
}

/** Makes its database. Its programs are disposed of by whoever started them. */
export const openStraightforward = async (
  { postgres, redisUrl }: BenchStores,
  tokens: readonly string[],
): Promise<StraightforwardBuild> => {
  await createDatabaseIfMissing(postgres.urlOf("postgres"), "straightforward");
  return {
    startServer: async () => {
      const port = await freePort();
      const args = [String(port), redisUrl, JSON.stringify(tokens)];
      return serverOf(await startProgram({ entry: SERVER, args }), port);
    },
    startConsumer: async () => {
      const args = [postgres.urlOf("straightforward"), redisUrl, String(tokens.length)];
      return startProgram({ entry: CONSUMER, args });
    },
  };
};
