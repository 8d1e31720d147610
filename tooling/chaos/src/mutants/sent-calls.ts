import { randomBytes } from "node:crypto";
import { mintEventId } from "@tokenledger/usage/event-id";
import type { TrueContent, Truth } from "../checks/read-truth.ts";

const RANDOM_BYTES = 10;
const DAY_MS = 86_400_000;

export interface CallSpread {
  /** Default 3. */
  readonly users?: number;
  /** Over how many days back the calls are spread. Default 1: all of now. */
  readonly days?: number;
}

interface Call extends TrueContent {
  readonly record: object;
}

/** What one scenario has sent, and what is therefore true. */
export class SentCalls {
  readonly #accessKeyId: string;
  readonly #truth = new Map<string, TrueContent>();
  #count = 0;

  constructor(accessKeyId: string) {
    this.#accessKeyId = accessKeyId;
  }

  get truth(): Truth {
    return this.#truth;
  }

  /** New calls, no two of which share an id. */
  make(count: number, spread: CallSpread = {}): readonly Call[] {
    return Array.from({ length: count }, () => this.#next(spread));
  }

  /** These were answered for, and must be counted. */
  answered(calls: readonly Call[]): void {
    for (const { accessKeyId, line } of calls) {
      this.#truth.set(line[1], { accessKeyId, line, isReturned: true });
    }
  }

  #next({ users = 3, days = 1 }: CallSpread): Call {
    this.#count += 1;
    const number = this.#count;
    const agoMs = (number % days) * DAY_MS;
    const eventId = mintEventId(Date.now() - agoMs, randomBytes(RANDOM_BYTES));
    const messageId = `msg_directed_${number}`;
    const user = `user ${number % users}`;
    const usage = {
      input_tokens: number,
      cache_creation_input_tokens: 2,
      cache_read_input_tokens: 3,
      output_tokens: 4,
    };
    return {
      accessKeyId: this.#accessKeyId,
      isReturned: true,
      line: [eventId, messageId, user, number, 2, 3, 4],
      record: { eventId, messageId, user, model: "claude-sonnet-5-5", usage },
    };
  }
}
