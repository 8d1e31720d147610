export interface WatchdogSettings {
  /** How long nothing may happen. */
  readonly silentMsMax: number;
  /** How long it may take until something happens for the first time. */
  readonly startMsMax: number;
  /** Called once, when it was silent for longer. */
  readonly onSilent: () => void;
}

const CHECKS_PER_LIMIT = 10;

/**
 * Notices that work hangs: a loop that never ends, a promise that never settles, a pool that never hands out a connection. Nothing inside can mend
 * that; a new process can, and loses nothing.
 * Progress is: entries settled, nothing waiting, or a store that says it is away. The last so that an outage is waited out: a process that ended every
 * 30 s would be held back by its orchestrator, and still be so minutes after the store had come back.
 * A start has a time of its own: where loading the program took longer than a pass may (10 s on a machine with ten times the work it can do), every life
 * was ended before its first pass, and nothing was flushed any more.
 */
export class Watchdog implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #silentMsMax: number;
  #dueMs: number;

  constructor({ silentMsMax, startMsMax, onSilent }: WatchdogSettings) {
    this.#silentMsMax = silentMsMax;
    this.#dueMs = performance.now() + startMsMax;
    this.#timer = setInterval(() => {
      if (performance.now() <= this.#dueMs) return;
      this[Symbol.dispose]();
      onSilent();
    }, silentMsMax / CHECKS_PER_LIMIT).unref();
  }

  progress(): void {
    this.#dueMs = performance.now() + this.#silentMsMax;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
