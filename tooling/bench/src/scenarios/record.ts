import { fileURLToPath } from "node:url";
import { z } from "zod";
import { below } from "../figures/aim.ts";
import { startProgram } from "../rig/program.ts";
import type { Bench, Scenario } from "./scenario.ts";

const P50 = "record() with spool, P50";
const P99 = "record() with spool, P99";
const CPU = "SDK, CPU a record delivered";
const RECORDS_PER_SECOND_ABOUT = 10_000;

const Measured = z.object({
  p50: z.number(),
  p99: z.number(),
  cpuPerRecord: z.number(),
  recordedCount: z.int(),
  acceptedCount: z.int(),
});

const run = async ({ product, scale, sheet, stores }: Bench): Promise<void> => {
  await using server = await product.startServer();
  const entry = fileURLToPath(new URL("../sdk/main.ts", import.meta.url));
  const args = [`http://127.0.0.1:${server.port}`, product.tokens[0] ?? ""];
  await using service = await startProgram({ entry, args });
  const count = Math.ceil(RECORDS_PER_SECOND_ABOUT * scale.seconds);
  // The first time is for compiling.
  for (let round = -1; round < scale.rounds; round += 1) {
    const answer = service.answer();
    service.send({ count });
    const measured = Measured.parse(await answer);
    if (measured.acceptedCount !== count) {
      throw new Error(`${measured.acceptedCount} of ${count} records were delivered.`);
    }
    if (round < 0) continue;
    sheet.note(P50, measured.p50);
    sheet.note(P99, measured.p99);
    sheet.note(CPU, measured.cpuPerRecord);
  }
  await stores.redis.flushall();
};

/** What recording costs a service: the time it takes from the caller, and all CPU of its process until the records are delivered. */
export const recordScenario: Scenario = {
  name: "record",
  figures: [
    { name: P50, unit: "us" },
    { name: P99, unit: "us", aim: below(50) },
    { name: CPU, unit: "us", aim: below(10) },
  ],
  run,
};
