import { fork } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

const Setup = z.object({ login: z.string(), password: z.string(), accessKey: z.string() });

/** The owner and the key that the first start made. */
export type FirstSetup = z.output<typeof Setup>;

/** The product, running as `npm start` runs it. */
export interface RunningProduct {
  readonly url: string;
  /** Null but at the first start over a data folder. */
  readonly setup: FirstSetup | null;
  /** Settles when it ends, by itself or stopped. */
  readonly ended: Promise<void>;
  /** Asks it to stop and waits. Stopping twice is no error. */
  stop(): Promise<void>;
}

const Ready = z.object({
  type: z.literal("ready"),
  url: z.url(),
  setup: Setup.nullable().default(null),
});

/**
 * Starts the product as a child with the terminal's output. In a process group of its own: Ctrl-C must reach the demo alone, which first ends its
 * traffic; two signals would make the child leave at once. Should the demo be killed, the end of the channel stops the child.
 *
 * @throws Error when it ends before it is ready
 */
export const startProduct = async (entry: string): Promise<RunningProduct> => {
  const child = fork(entry, ["start"], { detached: true });
  const ended = once(child, "exit").then(() => undefined);
  const { url, setup } = await new Promise<z.output<typeof Ready>>((resolve, reject) => {
    child.on("message", (message) => {
      const ready = Ready.safeParse(message);
      if (ready.success) {
        resolve(ready.data);
      }
    });
    child.once("exit", () => {
      reject(new Error("npm start ended before it was ready"));
    });
  });
  return {
    url,
    setup,
    ended,
    stop: async () => {
      if (child.connected) {
        child.disconnect();
      }
      await ended;
    },
  };
};
