import { fork, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { endWithUs } from "./end-with-us.ts";

/** How a program is started, each time anew. */
export interface ProgramStart {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Options of Node, before the program. */
  readonly execArgv?: readonly string[];
}

export interface SupervisedOptions {
  readonly name: string;
  /** Both outputs of every life. */
  readonly logFile: string;
  /** @param life counts from 1. */
  readonly start: (life: number) => ProgramStart;
  readonly onMessage?: (message: unknown) => void;
  /** Told how long each life after the first took from its start until it said that it is ready. */
  readonly onReady?: (waitMs: number) => void;
  readonly onEnd?: () => void;
}

const RESTART_MS = 200;

const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === "ready";

/** A program that is started again whenever it ends, as an orchestrator would, until it is told to stay dead. */
export class SupervisedProcess {
  readonly #options: SupervisedOptions;
  readonly #log: number;
  readonly #forget: () => void;
  #child: ChildProcess | undefined;
  #lives = 0;
  #isWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #startMs = 0;
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #unforeseenEnds = 0;
  /** How long the life that is being killed is to stay dead. */
  #downMs: number | undefined;

  constructor(options: SupervisedOptions) {
    this.#options = options;
    this.#log = openSync(options.logFile, "a");
    this.#forget = endWithUs(() => this.#child?.pid, "SIGKILL");
  }

  get name(): string {
    return this.#options.name;
  }

  /** Ends that nobody brought about: a watchdog, a memory limit, a bug. */
  get unforeseenEnds(): number {
    return this.#unforeseenEnds;
  }

  /** Of the life that runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it. Resolves when it says that it is ready, in this life or a later one. */
  async start(): Promise<void> {
    this.#isWanted = true;
    this.#launch();
    await this.#ready.promise;
  }

  /** Resolves when the life in hand, or the next, is ready. */
  async ready(): Promise<void> {
    await this.#ready.promise;
  }

  /** SIGKILL; started again after `downMs`. @returns false when there was nothing to kill. */
  kill(downMs: number): boolean {
    if (this.#child === undefined) return false;
    this.#downMs = downMs;
    return this.#child.kill("SIGKILL");
  }

  /** SIGSTOP. @returns false when it does not run. */
  pause(): boolean {
    return this.#child?.kill("SIGSTOP") ?? false;
  }

  /** SIGCONT. One that is not paused goes on as well. */
  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  send(message: string): void {
    // With a callback: one that is just ending is no error.
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }

  /** From now on an end is the end. */
  release(): void {
    this.#isWanted = false;
    clearTimeout(this.#timer);
  }

  /** Whether a life of it runs. */
  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** SIGKILL, for good. Stopping twice is no error. */
  async stop(): Promise<void> {
    this.release();
    const child = this.#child;
    this.#forget();
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
    });
    child.kill("SIGKILL");
    await gone;
  }

  #launch(): void {
    if (!this.#isWanted || this.#child !== undefined) return;
    this.#lives += 1;
    this.#startMs = performance.now();
    const { entry, env, execArgv = [] } = this.#options.start(this.#lives);
    const child = fork(entry, [], {
      env: { ...env },
      execArgv: [...execArgv],
      stdio: ["ignore", this.#log, this.#log, "ipc"],
    });
    this.#child = child;
    child.on("message", (message) => this.#heard(message));
    child.once("exit", () => this.#ended());
  }

  #heard(message: unknown): void {
    if (isReady(message)) {
      this.#isReady = true;
      this.#ready.resolve();
      if (this.#lives > 1) this.#options.onReady?.(performance.now() - this.#startMs);
    }
    this.#options.onMessage?.(message);
  }

  #ended(): void {
    this.#child = undefined;
    if (this.#isReady) this.#ready = Promise.withResolvers();
    this.#isReady = false;
    if (this.#isWanted) {
      if (this.#downMs === undefined) this.#unforeseenEnds += 1;
      this.#timer = setTimeout(() => this.#launch(), this.#downMs ?? RESTART_MS);
    }
    this.#downMs = undefined;
    this.#options.onEnd?.();
  }
}
