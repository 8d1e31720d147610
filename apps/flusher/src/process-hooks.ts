import type { Logger } from "pino";
import type { FlusherConfig } from "./config.ts";
import type { FlusherHooks } from "./run-flusher.ts";

/** What a flusher that is a process of its own does at the two moments that concern others: it tells its starter, and it ends. */
export const processHooks = (config: FlusherConfig, log: Logger): FlusherHooks => ({
  onReady: () => {
    log.info({ consumer: config.FLUSH_CONSUMER }, "ready");
    // A starter that died meanwhile left a channel that throws.
    if (process.connected) process.send?.({ type: "ready" });
  },
  onHang: () => {
    log.fatal("no progress for too long: ending, to be started afresh");
    process.exit(1);
  },
});
