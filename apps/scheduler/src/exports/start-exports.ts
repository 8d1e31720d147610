import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { SchedulerConfig } from "../config.ts";
import type { ExportsSettings, RunningExports } from "./run-exports.ts";

const ENTRY = fileURLToPath(new URL("./exports-process.ts", import.meta.url));
/**
 * Left alone, V8 lets garbage grow to 470 MB while an export is written; in this heap the process stays below 200 MB. A process of its own, because
 * the scheduler's other jobs have no such limit.
 */
const HEAP_FLAGS = ["--max-semi-space-size=2", "--max-old-space-size=96"];
const RESTART_MS = 1000;
const STOP_MS_MAX = 10_000;

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
  await exit;
  clearTimeout(timer);
};

/**
 * Works off exports in a process of bounded memory, which is started again when it ends. Its jobs are gone on with, for their leases end.
 * Null where no folder for their files is set.
 */
export const startExports = (
  config: Pick<SchedulerConfig, "DATABASE_URL" | "TOKENLEDGER_DATA_DIR" | "LOG_LEVEL">,
  log: Logger,
): RunningExports | null => {
  const { DATABASE_URL: databaseUrl, TOKENLEDGER_DATA_DIR: dataDir, LOG_LEVEL: logLevel } = config;
  if (dataDir === undefined) {
    log.warn("TOKENLEDGER_DATA_DIR is not set: no exports");
    return null;
  }
  let child: ChildProcess;
  let restart: NodeJS.Timeout | undefined;
  let isStopping = false;
  const begin = (): void => {
    child = fork(ENTRY, [], { execArgv: HEAP_FLAGS });
    child.on("error", (error) => {
      log.error({ err: error }, "the process of exports did not hear");
    });
    child.send({ databaseUrl, dataDir, logLevel } satisfies ExportsSettings);
    log.info({ pid: child.pid }, "exports begun");
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      log.error({ code, signal }, "the process of exports ended and is started again");
      restart = setTimeout(begin, RESTART_MS);
    });
  };
  begin();
  return {
    close: async () => {
      isStopping = true;
      clearTimeout(restart);
      await stopChild(child);
    },
  };
};
