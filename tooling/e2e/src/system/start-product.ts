import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, processAlive, processGone } from "@tokenledger/services";
import { z } from "zod";
import { readShellEnvironment } from "../config.ts";
import { startChild, type Child } from "./child.ts";

const START = [
  fileURLToPath(new URL("../../../../apps/cli/src/main.ts", import.meta.url)),
  "start",
] as const;
const GONE_MS_MAX = 10_000;

const Ready = z.object({
  url: z.url(),
  setup: z.object({ login: z.string(), password: z.string(), accessKey: z.string() }).nullable(),
});

/** A folder of its own in which the product is started, as `npm start` starts it, again and again. */
export interface ProductFolder extends AsyncDisposable {
  /** Starts it and waits until it is ready. `setup` is null but at the first start. */
  start(): Promise<{ readonly child: Child } & z.output<typeof Ready>>;
}

const pidIn = (file: string): number | undefined => {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN;
  return pid > 0 && processAlive(pid) ? pid : undefined;
};

/** Makes the folder. Disposing of it ends whatever still runs over it, and removes it. Another program than `npm start` may start the product. */
export const makeProductFolder = async ([entry, ...args]: readonly [
  string,
  ...string[],
] = START): Promise<ProductFolder> => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-product-"));
  const env = {
    ...readShellEnvironment(),
    TOKENLEDGER_DATA_DIR: dataDir,
    PORT: String(await freePort()),
  };
  const children: Child[] = [];
  return {
    start: async () => {
      const child = startChild(entry, env, args);
      children.push(child);
      return { child, ...Ready.parse(await child.ready) };
    },
    [Symbol.asyncDispose]: async () => {
      // The end of the channel stops it; after a signal the open channel would keep the stopped starter alive.
      await Promise.all(children.map((child) => child.letGo()));
      // The stores run apart from the starter: one that was killed leaves them behind.
      for (const file of ["postgres/postmaster.pid", "redis/redis.pid"]) {
        const pid = pidIn(join(dataDir, file));
        if (pid !== undefined) {
          process.kill(pid, "SIGQUIT");
          await processGone(pid, GONE_MS_MAX);
        }
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
