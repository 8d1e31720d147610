export interface WatchdogSettings {
  /** How long nothing may happen. */
  readonly silentMsMax: number;
  /** Called once, when it was silent for longer. */
  readonly onSilent: () => void;
}

const CHECKS_PER_LIMIT = 10;

/**
 * Notices that work hangs: a loop that never ends, a promise that never settles, a pool that never hands out a connection. Nothing inside can mend
 * that; a new process can, and loses nothing.
 * Progress is: entries settled, nothing waiting, or a store that says it is away. The last so that an outage is waited out: a process that ended every
 * 30 s would be held back by its orchestrator, and still be so minutes after the store had come back.
 */
export class Watchdog implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #lastMs = performance.now();

  constructor({ silentMsMax, onSilent }: WatchdogSettings) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#lastMs <= silentMsMax) return;
      this[Symbol.dispose]();
      onSilent();
    }, silentMsMax / CHECKS_PER_LIMIT).unref();
  }

  progress(): void {
    this.#lastMs = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
