import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { SchedulerConfig } from "../config.ts";
import type { SchedulerMetrics } from "../metrics/scheduler-metrics.ts";
import { ExportMessage, type ExportsPlace } from "./export-message.ts";

/**
 * Left alone, V8 lets the garbage of an export grow to 446 MB before it collects any. As limits of a thread these hold however the process is
 * started, and what outgrows them is the exports' alone.
 */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 6 };
const RESTART_MS = 5_000;

/** What works off exports until it is closed. */
export interface RunningExports {
  close(): Promise<void>;
}

type Told = Pick<SchedulerMetrics, "exported">;

const tell = (log: Logger, metrics: Told, message: unknown): void => {
  const { kind, jobId, fault } = ExportMessage.parse(message);
  metrics.exported(kind);
  const said = { exportId: jobId, ...(fault !== undefined && { err: fault }) };
  if (kind === "failed") log.error(said, "export failed");
  else log.info(said, `export ${kind}`);
};

/** Keeps a thread at work: one that ends is followed by another, after a pause. Its job is taken up by whoever comes first. */
class ExportThread implements RunningExports {
  readonly #start: () => Worker;
  readonly #log: Logger;
  #thread: Worker;
  #pause: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(start: () => Worker, log: Logger) {
    this.#start = start;
    this.#log = log;
    this.#thread = this.#run();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#pause);
    // -1: it has ended already.
    if (this.#thread.threadId === -1) return;
    const ended = once(this.#thread, "exit");
    this.#thread.postMessage("stop", []);
    await ended;
  }

  #run(): Worker {
    const thread = this.#start();
    thread.on("error", (error) => this.#log.error({ err: error }, "the thread of exports failed"));
    thread.once("exit", () => {
      if (this.#isClosed) return;
      this.#pause = setTimeout(() => {
        this.#thread = this.#run();
      }, RESTART_MS);
    });
    return thread;
  }
}

/** Begins to work off exports, in a thread of bounded heap. Null where no folder for their files is set. */
export const startExports = (
  config: SchedulerConfig,
  log: Logger,
  metrics: Told,
): RunningExports | null => {
  if (config.TOKENLEDGER_DATA_DIR === undefined) {
    log.warn("TOKENLEDGER_DATA_DIR is not set: no exports");
    return null;
  }
  const workerData: ExportsPlace = {
    url: config.DATABASE_URL,
    folder: join(config.TOKENLEDGER_DATA_DIR, "exports"),
  };
  const start = (): Worker => {
    const entry = new URL("./export-thread.ts", import.meta.url);
    const thread = new Worker(entry, { resourceLimits: HEAP_LIMITS, workerData });
    thread.on("message", (message: unknown) => tell(log, metrics, message));
    return thread;
  };
  return new ExportThread(start, log);
};
