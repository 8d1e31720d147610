import { spawn } from "node:child_process";
import { inheritedEnvironment } from "../config.ts";
import { withFileSettings } from "./file-settings.ts";
import type { Role } from "./roles.ts";
import { SECRET_SETTINGS } from "./secret-settings.ts";
import { withCompileCache } from "./with-compile-cache.ts";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
const KILLED_EXIT_CODE = 128;

/**
 * Runs one role in the foreground: its output is ours, the signals we get are passed on to it, and we end as it ends.
 * Nothing is started again here: that is the orchestrator's work.
 *
 * @returns the exit code; 128 when a signal ended it.
 */
export const runRole = async ({ entry, nodeFlags }: Role): Promise<number> => {
  const child = spawn(process.execPath, [...nodeFlags, entry], {
    env: withCompileCache(withFileSettings(inheritedEnvironment(), SECRET_SETTINGS)),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const passOn = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? KILLED_EXIT_CODE));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, passOn);
  }
};
