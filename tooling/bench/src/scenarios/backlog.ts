import { below } from "../figures/aim.ts";
import { batchPaths, fillPipe } from "./fill-pipe.ts";
import { openBufferLook, untilEmpty } from "./pipe.ts";
import type { Bench, Scenario } from "./scenario.ts";

const SECONDS = "backlog of 600,000 records drained";
const COUNT = 600_000;

/** With `--backlog` of another size: what the same rate comes to. */
const run = async (bench: Bench): Promise<void> => {
  const { product, scale, sheet, stores } = bench;
  await using server = await product.startServer();
  await fillPipe(bench, server, batchPaths.product, scale.backlogRecords);
  await using buffer = await openBufferLook(stores.redisUrl);
  const draining = untilEmpty(buffer.look, () => undefined);
  await using _ = await product.startFlusher();
  const { recordCount, seconds } = await draining;
  sheet.note(SECONDS, (seconds * COUNT) / recordCount);
};

/** PostgreSQL was away for ten minutes at 1,000 records a second: one flusher works it off. */
export const backlogScenario: Scenario = {
  name: "backlog",
  figures: [{ name: SECONDS, unit: "s", aim: below(20) }],
  run,
};
