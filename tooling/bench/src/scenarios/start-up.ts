import type { Bench, Scenario } from "./scenario.ts";

const SERVER = "start-up, server, to the first call it takes";
const FLUSHER = "start-up, flusher, to its first pass";

const run = async ({ product, scale, sheet }: Bench): Promise<void> => {
  for (let round = 0; round < scale.rounds; round += 1) {
    await using server = await product.startServer();
    sheet.note(SERVER, server.program.startMs);
    await using flusher = await product.startFlusher();
    sheet.note(FLUSHER, flusher.startMs);
  }
};

/** How long processes take from their start until they say that they are ready. */
export const startUpScenario: Scenario = {
  name: "start-up",
  figures: [
    { name: SERVER, unit: "ms" },
    { name: FLUSHER, unit: "ms" },
  ],
  run,
};
