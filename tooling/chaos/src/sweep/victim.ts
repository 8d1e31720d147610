import path from "node:path";
import { fileURLToPath } from "node:url";
import { SupervisedProcess } from "../system/supervised-process.ts";
import type { SweepRig } from "./sweep-rig.ts";

/** A process that will be killed, once, and stays dead. */
export class Victim implements AsyncDisposable {
  readonly #process: SupervisedProcess;
  readonly #ended = Promise.withResolvers<void>();

  /** @param execArgv options of Node, before the program. @param isDirect past the rig's links: what happens on them is not this one's. */
  constructor(
    rig: SweepRig,
    app: "flusher" | "scheduler" | "server",
    settings: Readonly<Record<string, string>>,
    execArgv: readonly string[] = [],
    isDirect = false,
  ) {
    const entry = fileURLToPath(new URL(`../../../../apps/${app}/src/main.ts`, import.meta.url));
    const env = {
      DATABASE_URL: isDirect
        ? rig.stores.databaseUrl
        : rig.postgresLink.urlFor(rig.stores.databaseUrl),
      REDIS_URL: isDirect ? rig.stores.redisUrl : rig.redisLink.urlFor(rig.stores.redisUrl),
      LOG_LEVEL: "warn",
      NODE_COMPILE_CACHE: path.join(rig.folder, "compile-cache"),
      ...settings,
    };
    this.#process = new SupervisedProcess({
      name: app,
      logFile: path.join(rig.folder, `${app}.log`),
      start: () => ({ entry, env, execArgv }),
      onEnd: () => this.#ended.resolve(),
    });
  }

  /** Resolves when it is dead. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  async start(): Promise<void> {
    const ready = this.#process.start();
    this.#process.release();
    await Promise.race([ready, this.#ended.promise]);
  }

  kill(): void {
    this.#process.kill(0);
  }

  /** SIGSTOP. */
  pause(): void {
    this.#process.pause();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.stop();
  }
}
