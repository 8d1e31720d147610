import { AsyncResource } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Tally } from "../balance-sheet.ts";
import type { Rejection } from "../rejection.ts";
import type { ServerClock } from "../server-clock.ts";
import type { Backlog } from "./backlog.ts";
import type { RecordResult } from "./collect-answer.ts";
import type { Collector } from "./collect-call.ts";
import type { DeliveryState } from "./delivery-state.ts";
import { remint } from "./remint.ts";
import { backoffMs } from "./retry-delay.ts";
import { sendInParts, type PartLimits } from "./send-in-parts.ts";
import type { Segment } from "./segment.ts";
import type { WaitingRecord } from "./waiting-record.ts";

/** When delivery sends. */
export interface DeliveryPace {
  /** A record waits no longer than this for company, in milliseconds. */
  readonly flushMsMax: number;
  /** This many records are sent at once. */
  readonly flushCount: number;
  /** While the server refuses the key, it is asked again this often, in milliseconds. */
  readonly probeMs: number;
}

/** What delivery tells. None of these may throw. */
export interface DeliveryEvents {
  rejected(rejection: Rejection): void;
  /** The server refuses us (wrong key, wrong address): told once an episode. */
  held(reason: string): void;
}

export interface DeliveryParts {
  readonly backlog: Backlog;
  readonly collector: Collector;
  readonly tally: Tally;
  readonly clock: ServerClock;
  readonly pace: DeliveryPace;
  readonly limits: PartLimits;
  readonly events: DeliveryEvents;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

interface Pause {
  readonly untilMs: number;
  readonly state: "held" | "away";
  readonly reason: string;
  /** The server named the time: nobody may ask earlier. */
  readonly ordered: boolean;
}

/**
 * Moves records from the backlog to the server, one call at a time, until each has its answer.
 *
 * - nothing waits: no timer, no connection.
 * - records wait: sent when enough are together or the oldest has waited long enough.
 * - the server is away (no answer, 408, 429, 5xx): the same records again after Retry-After, else after a full-jitter back-off; for ever.
 * - the server refuses us (401, 403, 404, …): everything is held, one call a minute asks again.
 *
 * One call at a time is also the one probe while the server is away. Sending again is always safe: ids are kept.
 * Timers are unref'ed: delivery never keeps a process alive.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** Timers and calls run outside the request that happened to record: neither its trace nor its memory may stick to them. */
  readonly #resource = new AsyncResource("TokenledgerDelivery");
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #timerAtMs = 0;
  #running: Promise<void> | null = null;
  #pause: Pause | null = null;
  #failureCount = 0;
  #closed = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  get state(): DeliveryState {
    if (this.#closed) {
      return "closed";
    }
    if (this.#running !== null) {
      return "sending";
    }
    return this.#pause?.state ?? (this.#parts.backlog.count > 0 ? "waiting" : "idle");
  }

  /** Why the server is held or away; null while it is neither. */
  get trouble(): string | null {
    return this.#pause?.reason ?? null;
  }

  /** Something was added to the backlog. */
  notify(): void {
    if (this.#closed || this.#running !== null || this.#pause !== null) {
      return;
    }
    const { backlog, pace } = this.#parts;
    this.#wakeIn(backlog.count >= pace.flushCount ? 0 : pace.flushMsMax);
  }

  /**
   * Sends what waits now, without waiting for company or for a back-off of our own; a Retry-After is obeyed.
   *
   * @returns whether all of it has its answer. False: the server is away or refuses; it stays in the backlog.
   */
  async flush(): Promise<boolean> {
    const { backlog, clock } = this.#parts;
    const last = backlog.seal();
    if (last === null) {
      return true;
    }
    await this.#running;
    if (this.#pause?.ordered === true && this.#pause.untilMs > clock.localNow()) {
      return false;
    }
    while (backlog.has(last) && !this.#closed) {
      await this.#run();
      if (this.#isPaused()) {
        break;
      }
    }
    return !backlog.has(last);
  }

  /**
   * Flushes, and tries again while the server is away, until everything has its answer or the time is over; then stops for good.
   * A server that refuses us is not waited for: it will refuse us until somebody changes the settings. What is left stays in the backlog. Closing again changes nothing.
   */
  async close(waitMsMax: number): Promise<void> {
    const deadline = AbortSignal.timeout(Math.max(0, waitMsMax));
    deadline.addEventListener("abort", () => this.#abort.abort(), { once: true });
    while (!deadline.aborted && !this.#closed && !(await this.flush())) {
      if (this.#pause?.state === "held") {
        break;
      }
      const waitMs = Math.max(0, (this.#pause?.untilMs ?? 0) - this.#parts.clock.localNow());
      await sleep(waitMs, undefined, { signal: deadline }).catch(() => undefined);
    }
    this.#closed = true;
    this.#clearTimer();
    await this.#running;
  }

  #isPaused(): boolean {
    return this.#pause !== null;
  }

  #wakeIn(waitMs: number): void {
    const atMs = this.#parts.clock.localNow() + waitMs;
    if (this.#timer !== null && this.#timerAtMs <= atMs) {
      return;
    }
    this.#clearTimer();
    this.#timerAtMs = atMs;
    this.#resource.runInAsyncScope(() => {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        void this.#run();
      }, waitMs);
      this.#timer.unref();
    });
  }

  #clearTimer(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
  }

  /** One run at a time; whoever asks meanwhile waits for the same. */
  async #run(): Promise<void> {
    this.#running ??= this.#resource.runInAsyncScope(async () => {
      try {
        await this.#deliverAll();
      } finally {
        this.#running = null;
        this.#plan();
      }
    });
    await this.#running;
  }

  /** What happens next when a run has ended. */
  #plan(): void {
    if (this.#closed || this.#parts.backlog.count === 0) {
      return;
    }
    if (this.#pause === null) {
      this.notify();
      return;
    }
    this.#clearTimer();
    this.#wakeIn(Math.max(0, this.#pause.untilMs - this.#parts.clock.localNow()));
  }

  async #deliverAll(): Promise<void> {
    this.#clearTimer();
    // Only what is there now: closing a new segment after each answer would send a call for every few records.
    this.#parts.backlog.seal();
    for (;;) {
      const segment = this.#closed ? null : this.#parts.backlog.oldest();
      if (segment === null || !(await this.#deliver(segment))) {
        return;
      }
    }
  }

  /** @returns false when the server cannot take more for now. */
  async #deliver(segment: Segment): Promise<boolean> {
    const { backlog, collector, limits, tally } = this.#parts;
    const loaded = await backlog.load(segment);
    if (loaded === null) {
      this.#pauseFor({ kind: "away", reason: "the spool cannot be read" });
      return false;
    }
    tally.drop("spool_damaged", loaded.lostCount);
    const outcome = await sendInParts(loaded.records, limits, {
      send: (part) => collector.send(part, this.#abort.signal),
      settled: (part, results, rest) => {
        this.#endTrouble();
        this.#settle(part, results);
        backlog.settled(segment, part.length, rest);
      },
    });
    if (outcome.kind === "done") {
      backlog.remove(segment);
      return true;
    }
    this.#pauseFor(outcome);
    return false;
  }

  #settle(records: readonly WaitingRecord[], results: readonly RecordResult[]): void {
    const { tally } = this.#parts;
    for (const [index, result] of results.entries()) {
      const record = records[index];
      if (record === undefined) {
        continue;
      }
      if (result.status === "accepted") {
        tally.acceptedCount += 1;
      } else if (result.status === "duplicate") {
        tally.duplicateCount += 1;
      } else {
        this.#reject(record, result);
      }
    }
  }

  #reject(record: WaitingRecord, result: { code: string; message: string }): void {
    const { backlog, clock, events, tally } = this.#parts;
    const again = remint(record, result.code, clock.offsetMs);
    if (again !== null && backlog.add(again) === "kept") {
      return;
    }
    tally.rejectedCount += 1;
    events.rejected({ ...result, eventId: record.eventId, record: record.json });
  }

  #endTrouble(): void {
    this.#pause = null;
    this.#failureCount = 0;
  }

  #pauseFor(outcome: {
    kind: "held" | "away";
    reason: string;
    retryAfterMs?: number | null;
  }): void {
    const { clock, events, pace, random } = this.#parts;
    const orderedMs = outcome.retryAfterMs ?? null;
    if (outcome.kind === "held" && this.#pause?.state !== "held") {
      events.held(outcome.reason);
    }
    if (outcome.kind === "away" && orderedMs === null) {
      this.#failureCount += 1;
    }
    const waitMs =
      outcome.kind === "held"
        ? pace.probeMs
        : (orderedMs ?? backoffMs(this.#failureCount, random()));
    this.#pause = {
      untilMs: clock.localNow() + waitMs,
      state: outcome.kind,
      reason: outcome.reason,
      ordered: orderedMs !== null,
    };
  }
}
