import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const Events = z.array(z.unknown());
const Ready = z.object({ type: z.literal("ready"), url: z.url() });

/** The server as a process of its own, not waited for. Whoever launches it ends it. */
export const launchServer = (environment: Readonly<Record<string, string>>): ChildProcess =>
  fork(MAIN, { env: { ...environment }, stdio: ["ignore", "pipe", "pipe", "ipc"] });

/** Where a launched server listens, once it does. */
export const untilListening = async (child: ChildProcess): Promise<string> => {
  const [message] = Events.parse(await once(child, "message"));
  return Ready.parse(message).url;
};

/** How a process ended: its exit code, or the signal that ended it. */
export const exitOf = async (child: ChildProcess): Promise<unknown> => {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  const [code, signal] = isOver
    ? [child.exitCode, child.signalCode]
    : Events.parse(await once(child, "exit"));
  return code ?? signal;
};
