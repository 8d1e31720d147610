import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { SchedulerConfig } from "../config.ts";
import type { SchedulerMetrics } from "../metrics/scheduler-metrics.ts";
import { ExportMessage, type ExportsPlace } from "./export-message.ts";
import { exportsEnvironment } from "./exports-environment.ts";

/**
 * Left alone, V8 lets the garbage of an export grow to 535 MB before it collects any; so held, 174 MB at any size. As options of a process of its own
 * they hold however the scheduler is started, and what outgrows them is the exports' alone. As limits of a thread they held nothing: buffers do
 * not count there.
 */
const HEAP_FLAGS = ["--max-old-space-size=64", "--max-semi-space-size=4"];
const RESTART_MS = 5_000;

/** What works off exports until it is closed. */
export interface RunningExports {
  /** Of the process that works at them. */
  pid(): number | undefined;
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

/** Keeps a process at work: one that ends is followed by another, after a pause. Its job is taken up by whoever comes first. */
class ExportsProcess implements RunningExports {
  readonly #start: () => ChildProcess;
  readonly #log: Logger;
  #child: ChildProcess;
  #pause: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(start: () => ChildProcess, log: Logger) {
    this.#start = start;
    this.#log = log;
    this.#child = this.#run();
  }

  pid(): number | undefined {
    return this.#child.pid;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#pause);
    const { exitCode, signalCode, connected } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, "exit");
    if (connected) this.#child.send("stop");
    await ended;
  }

  #run(): ChildProcess {
    const child = this.#start();
    child.on("error", (error) => this.#log.error({ err: error }, "the process of exports failed"));
    child.once("exit", (code, signal) => {
      if (this.#isClosed) return;
      this.#log.error({ code, signal }, "the process of exports ended; another one follows");
      this.#pause = setTimeout(() => {
        this.#child = this.#run();
      }, RESTART_MS);
    });
    return child;
  }
}

/** Begins to work off exports, in a process of bounded heap. Null where no folder for their files is set. */
export const startExports = (
  config: Pick<SchedulerConfig, "DATABASE_URL" | "TOKENLEDGER_DATA_DIR">,
  log: Logger,
  metrics: Told,
): RunningExports | null => {
  if (config.TOKENLEDGER_DATA_DIR === undefined) {
    log.warn("TOKENLEDGER_DATA_DIR is not set: no exports");
    return null;
  }
  const place: ExportsPlace = {
    url: config.DATABASE_URL,
    folder: join(config.TOKENLEDGER_DATA_DIR, "exports"),
  };
  const entry = fileURLToPath(new URL("./exports-process.ts", import.meta.url));
  const start = (): ChildProcess => {
    const child = fork(entry, [], { execArgv: HEAP_FLAGS, env: exportsEnvironment() });
    child.on("message", (message) => tell(log, metrics, message));
    child.send(place);
    return child;
  };
  return new ExportsProcess(start, log);
};
