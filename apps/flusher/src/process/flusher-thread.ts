import { parentPort } from "node:worker_threads";
import { readConfig } from "../config.ts";
import { createLogger } from "../create-logger.ts";
import { runFlusher } from "../run-flusher.ts";
import type { ThreadMessage } from "./watch-thread.ts";

const tell = (message: ThreadMessage): void => parentPort?.postMessage(message, []);

const controller = new AbortController();
// The one message that comes from the main thread is why to stop.
parentPort?.once("message", (reason) => controller.abort(reason));

// Loaded: from here on a pass that hangs is noticed in its own time.
tell("progress");
const config = readConfig();
await runFlusher(config, createLogger(config.LOG_LEVEL), controller.signal, {
  ready: () => tell("ready"),
  progress: () => tell("progress"),
});
process.exit(0);
