import type { Logger } from "pino";
import { createLogger } from "../create-logger.ts";

/** A log of level `debug` that keeps its lines. */
export const createLogLines = (): {
  readonly log: Logger;
  readonly text: () => string;
} => {
  const lines: string[] = [];
  return {
    log: createLogger("debug", { write: (line) => void lines.push(line) }),
    text: () => lines.join(""),
  };
};
