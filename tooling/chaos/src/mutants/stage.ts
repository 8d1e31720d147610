import path from "node:path";
import { freePort } from "@tokenledger/services";
import { Redis } from "ioredis";
import { startSweepRig } from "../sweep/sweep-rig.ts";
import { Victim } from "../sweep/victim.ts";
import { DatabaseLook } from "./database-look.ts";
import { Scene, type SceneParts } from "./scene.ts";

/** How a mistake gets into what is under test. */
export interface Mistake extends Pick<SceneParts, "execArgv" | "isMutated"> {
  /** When Redis syncs its file. Default `always`, as it must be. */
  readonly appendfsync?: string;
}

/** One PostgreSQL, one Redis and a server without any mistake, for one scene after the other. */
export interface Stage extends AsyncDisposable {
  /** Empties both stores and begins. */
  scene(mistake: Mistake): Promise<Scene>;
}

/** Starts all of it. */
export const openStage = async (folder: string): Promise<Stage> => {
  const stack = new AsyncDisposableStack();
  try {
    const rig = stack.use(await startSweepRig(path.join(folder, "stage")));
    const database = stack.use(await DatabaseLook.open(rig.stores.databaseUrl));
    const redis = new Redis(rig.stores.redisUrl);
    redis.on("error", () => undefined);
    stack.defer(() => redis.disconnect());
    const port = await freePort();
    const settings = { PORT: String(port), TOKENLEDGER_KEY_PEPPER: rig.pepper };
    await stack.use(new Victim(rig, "server", settings, [], true)).start();
    const parts = { rig, database, redis, serverUrl: `http://127.0.0.1:${port}` };
    const owned = stack.move();
    return {
      scene: async ({ appendfsync = "always", ...mistake }) => {
        await redis.flushall();
        await redis.config("SET", "appendfsync", appendfsync);
        await database.emptyUsage();
        return new Scene({ ...parts, ...mistake });
      },
      [Symbol.asyncDispose]: async () => owned.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
};
