import { once } from "node:events";
import { pino } from "pino";
import { z } from "zod";
import { ExportsSettings, runExports } from "./run-exports.ts";

// The scheduler stops this process, in its order, by letting go of the channel; Ctrl-C reaches both at once.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

const [message] = z
  .tuple([ExportsSettings])
  .rest(z.unknown())
  .parse(await once(process, "message"));
const running = await runExports(message, pino({ name: "exports", level: message.logLevel }));
const stop = (): void => {
  void running.close().finally(() => process.exit(0));
};
process.once("disconnect", stop);
// It may have let go while the ledger was opened.
if (!process.connected) stop();
