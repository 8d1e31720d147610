import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const PROGRAM = fileURLToPath(new URL("file-racer.ts", import.meta.url));
const First = z.tuple([z.unknown()]).rest(z.unknown());

/** A process of its own that tries for a file when it is told to. */
export interface Racer {
  readonly pid: number | undefined;
  /** @returns whether it got the file. */
  tries(): Promise<boolean>;
  /** As SIGKILL does; resolves when the process is gone. */
  killed(): Promise<void>;
}

/** Resolves when the process is ready to try. */
export const startRacer = async (file: string): Promise<Racer> => {
  const child = fork(PROGRAM, [file], { execArgv: [] });
  await once(child, "message");
  return {
    pid: child.pid,
    tries: async () => {
      const answer = once(child, "message");
      child.send("try");
      return z.boolean().parse(First.parse(await answer)[0]);
    },
    killed: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
};
