import { randomBytes } from "node:crypto";
import type { CallUsage } from "@tokenledger/sdk";
import { mintEventId } from "@tokenledger/usage/event-id";
import { wholeWithin, type Random } from "../faults/seeded-random.ts";
import type { TruthLine } from "./truth-line.ts";

const DAY_MS = 86_400_000;
const LATE_DAYS_MAX = 20;
const USERS = 8;
const RANDOM_BYTES = 10;
/** Shares of the traffic, each in [0, 1). */
const SHARE = { late: 0.05, nobody: 0.1, again: 0.02, conflict: 0.003 } as const;

/** A record to make, and what is true of it. */
export interface Traffic {
  readonly call: CallUsage;
  readonly truth: TruthLine;
}

/**
 * Records as a producer makes them: most of now and 5 % up to 20 days late, most of a user, 2 % made twice over (the same content again)
 * and 0.3 % under an id that another content has. Ids are never minted twice, whatever the seed.
 */
export class TrafficSource {
  readonly #random: Random;
  readonly #life: string;
  #count = 0;
  #last: Traffic | null = null;

  constructor(random: Random, life: string) {
    this.#random = random;
    this.#life = life;
  }

  next(): Traffic {
    const chance = this.#random();
    if (this.#last !== null && chance < SHARE.again) return this.#last;
    const isConflict = chance < SHARE.again + SHARE.conflict;
    this.#last = this.#make(isConflict ? this.#last?.truth[0] : undefined);
    return this.#last;
  }

  #make(eventId: string = this.#mint()): Traffic {
    this.#count += 1;
    const messageId = `msg_${this.#life}_${this.#count}`;
    const user = this.#random() < SHARE.nobody ? null : `user ${this.#whole([1, USERS])}`;
    const usage = {
      input_tokens: this.#whole([1, 2_000]),
      cache_creation_input_tokens: this.#whole([0, 300]),
      cache_read_input_tokens: this.#whole([0, 9_000]),
      output_tokens: this.#whole([1, 800]),
    };
    return {
      call: {
        eventId,
        messageId,
        usage,
        model: "claude-sonnet-5-5",
        ...(user === null ? {} : { user }),
      },
      truth: [
        eventId,
        messageId,
        user,
        usage.input_tokens,
        usage.cache_creation_input_tokens,
        usage.cache_read_input_tokens,
        usage.output_tokens,
      ],
    };
  }

  #mint(): string {
    const isLate = this.#random() < SHARE.late;
    const agoMs = isLate ? this.#whole([0, LATE_DAYS_MAX * DAY_MS]) : 0;
    return mintEventId(Date.now() - agoMs, randomBytes(RANDOM_BYTES));
  }

  #whole(span: readonly [number, number]): number {
    return wholeWithin(this.#random, span);
  }
}
