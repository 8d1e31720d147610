import { fileURLToPath } from "node:url";
import { startChild, type Child, type ChildEnd } from "./child.ts";

type Settings = Readonly<Record<string, string>>;

/** One process of ours: can be killed and started again, as a supervisor would. */
export class Role {
  readonly #entry: string;
  readonly #settings: Settings;
  #child: Child | undefined;

  constructor(name: "server" | "flusher" | "scheduler", settings: Settings) {
    this.#entry = fileURLToPath(new URL(`../../../../apps/${name}/src/main.ts`, import.meta.url));
    this.#settings = settings;
  }

  /** Starts it and waits until it is ready. `settings` come on top of those it was made with. */
  async start(settings: Settings = {}): Promise<void> {
    await this.launch(settings).ready;
  }

  /** Starts it without waiting: for one that will not live to be asked. */
  launch(settings: Settings = {}): Child {
    this.#child = startChild(this.#entry, { ...this.#settings, ...settings });
    return this.#child;
  }

  /** What it wrote since it was started last. */
  output(): string {
    return this.#child?.output() ?? "";
  }

  /** Sends a signal, SIGKILL by default, and waits for the end. One that does not run is no error. */
  async kill(signal?: NodeJS.Signals): Promise<ChildEnd | undefined> {
    return this.#child?.kill(signal);
  }
}
