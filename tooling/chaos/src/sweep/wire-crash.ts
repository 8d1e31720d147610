import type { FaultProxy } from "../network/fault-proxy.ts";
import type { Direction, Fate } from "../network/proxied-connection.ts";

const PASS: Fate = { kind: "pass", delayMs: 0 };
const DROP: Fate = { kind: "drop" };

export interface WireCrashOptions {
  readonly links: readonly FaultProxy[];
  /** Messages count from the first piece that holds this text; that one is number 0. Null: from now. */
  readonly from: string | null;
  readonly number: number;
  readonly isDelivered: boolean;
  /** Called once, at the message: kill the process now. */
  readonly onCrash: () => void;
}

/**
 * Kills a process at a message. From that moment nothing of it reaches a store and nothing reaches it, however long the signal takes:
 * to the stores it died exactly there.
 */
export class WireCrash {
  readonly #options: WireCrashOptions;
  #isCounting: boolean;
  #count = 0;
  #crashedOn: Direction | null = null;

  constructor(options: WireCrashOptions) {
    this.#options = options;
    this.#isCounting = options.from === null;
    for (const link of options.links)
      link.tap((direction, piece) => this.#fateOf(direction, piece));
  }

  /** Which way the message went; null when the work was done before that many messages had passed. */
  get crashedOn(): Direction | null {
    return this.#crashedOn;
  }

  /** The links are free again, and the dead process's connections gone. */
  end(): void {
    for (const link of this.#options.links) {
      link.tap(undefined);
      link.heal();
    }
  }

  #fateOf(direction: Direction, piece: Buffer): Fate {
    if (this.#crashedOn !== null) return DROP;
    const { from, isDelivered, number, onCrash } = this.#options;
    this.#isCounting ||= from !== null && piece.includes(from);
    if (!this.#isCounting) return PASS;
    this.#count += 1;
    if (this.#count <= number) return PASS;
    this.#crashedOn = direction;
    onCrash();
    return isDelivered && direction === "up" ? PASS : DROP;
  }
}
