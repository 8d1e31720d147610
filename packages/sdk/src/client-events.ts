import type { DropEpisode } from "./balance-sheet.ts";
import { quietRejection } from "./quiet-rejection.ts";
import type { Rejection } from "./rejection.ts";
import type { TokenledgerOptions, Trouble } from "./tokenledger-options.ts";

/** Warns once a message: a service that restarts its client must not fill its log. */
const warned = new Set<string>();

/** Says something to whoever runs the process, once. Never throws. */
export const warnOnce = (message: string): void => {
  if (!warned.has(message)) {
    warned.add(message);
    process.emitWarning(message, { type: "TokenledgerWarning" });
  }
};

const troubleFailed = (): void => warnOnce("Tokenledger: `onTrouble` threw.");

/**
 * The application's own functions, called so that they can do no harm: what they throw is trouble, and trouble never leaves.
 */
export class ClientEvents {
  readonly #options: TokenledgerOptions;

  constructor(options: TokenledgerOptions) {
    this.#options = options;
  }

  readonly drop = (episode: DropEpisode): void => {
    if (this.#options.onDrop === undefined) {
      warnOnce(`Tokenledger is dropping records: ${episode.reason}.`);
      return;
    }
    this.#call(() => this.#options.onDrop?.(episode));
  };

  readonly reject = (rejection: Rejection): void => {
    this.#call(() => this.#options.onReject?.(rejection));
  };

  readonly trouble = (code: Trouble["code"], message: string, cause?: unknown): void => {
    if (this.#options.onTrouble === undefined) {
      warnOnce(`Tokenledger: ${message}`);
      return;
    }
    try {
      const result: unknown = this.#options.onTrouble({ code, message, cause });
      quietRejection(result, troubleFailed);
    } catch {
      troubleFailed();
    }
  };

  /** Hands a delivery to the platform. */
  readonly delivering = (delivery: Promise<unknown>): void => {
    this.#call(() => this.#options.waitUntil?.(delivery));
  };

  #call(action: () => unknown): void {
    const failed = (error: unknown): void =>
      this.trouble("callback", "One of the functions given to it threw.", error);
    try {
      quietRejection(action(), failed);
    } catch (error) {
      failed(error);
    }
  }
}
