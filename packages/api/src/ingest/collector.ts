import { UnreadableError, type UsageBuffer } from "@tokenledger/usage";
import type { Clock } from "../clock.ts";
import type { CollectCounters } from "./collect-counters.ts";
import type { CollectResult } from "./collect-result.ts";
import type { DisabledUsers } from "./disabled-users.ts";
import { judgeRecord } from "./judge-record.ts";
import type { VerifiedKey } from "./key-verifier.ts";

export interface CollectorOptions {
  readonly buffer: Pick<UsageBuffer, "append">;
  readonly disabledUsers: DisabledUsers;
  readonly counters: CollectCounters;
  readonly clock: Clock;
  /** Told before records are kept, and which reservations they settle after. Default: there are no quotas. */
  readonly quotas?: CollectQuotas;
}

/** What collecting does for quotas. Neither fails: recording is never refused for a quota. */
export interface CollectQuotas {
  /** Resolves when records may be charged by the quotas in force. */
  ready(): Promise<void>;
  /** Gives back what these reservations hold: their calls are counted now. */
  release(reservationIds: readonly string[]): Promise<void>;
}

/** Judges the records of a call and keeps those that pass. */
export class Collector {
  readonly #options: CollectorOptions;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /**
   * One result per record, in order. A result is given only after the records that passed are kept, all together.
   * Safe to repeat: what was kept is a duplicate then.
   *
   * @throws BusyError, UnavailableError from the buffer: nothing is answered, send all of it again.
   */
  async collect(sent: readonly unknown[], key: VerifiedKey): Promise<readonly CollectResult[]> {
    const { buffer, counters, quotas } = this.#options;
    await quotas?.ready();
    const judgement = {
      key,
      disabledUsers: await this.#options.disabledUsers.current(),
      nowMs: this.#options.clock(),
    };
    const judged = sent.map((record) => judgeRecord(record, judgement));
    const passed = judged.filter((record) => "eventId" in record);
    const statuses = passed.length === 0 ? [] : await buffer.append(passed);
    if (statuses.length !== passed.length) {
      throw new UnreadableError("The buffer did not answer for every record.");
    }
    const settled = passed.flatMap(({ reservationId }) => reservationId ?? []);
    if (settled.length > 0) {
      await quotas?.release(settled);
    }
    const answers = statuses.values();
    const results = judged.map((record): CollectResult => {
      if (!("eventId" in record)) {
        return record;
      }
      const { value: status } = answers.next();
      return { status: status ?? "accepted" };
    });
    counters.countResults(results);
    return results;
  }

  /** Epoch milliseconds by the clock that judges records. */
  nowMs(): number {
    return this.#options.clock();
  }
}
