import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { BusyError, UnavailableError } from "@tokenledger/usage";
import type {
  CounterAnswer,
  CounterFigure,
  Quota,
  QuotaCounters,
  QuotaSubject,
  ReservationRequest,
} from "@tokenledger/usage/quotas";
import type { Clock } from "../clock.ts";
import { askedQuotas, type AskedQuota, type CallEstimate } from "./asked-quota.ts";
import type { OpenPasses } from "./open-passes.ts";
import { figureOf, lastToReset, leastRoom, uncounted, type QuotaAnswer } from "./quota-answer.ts";
import type { QuotaRulesCache } from "./quota-rules-cache.ts";
import type { QuotaSeeds } from "./quota-seeds.ts";

/** A sum older than this is read anew before anything is answered, if the ledger is there. */
const SEED_MS_MAX = 60_000;
/** A sum older than this is read anew beside the answer: what re-pricing, imports and duplicates changed is seen within this. */
const REFRESH_MS = 10_000;
/** While a quota is young, records that were accepted before it was known are still on their way: it is read more often. */
const YOUNG_MS = 30_000;
const YOUNG_REFRESH_MS = 1_000;
/** How long a caller waits for the ledger's sum. */
const SEED_WAIT_MS_MAX = 2_000;
const ROUNDS_MAX = 3;

/** A place to be held for a call. */
export interface Reservation extends CallEstimate {
  readonly expiresInMs: number;
}

export interface QuotaGateOptions {
  readonly rules: Pick<QuotaRulesCache, "current">;
  readonly counters: Pick<QuotaCounters, "ask" | "release">;
  readonly seeds: QuotaSeeds;
  readonly passes: Pick<OpenPasses, "add">;
  readonly clock: Clock;
  /** Told of every answer. Must not throw. */
  readonly onAnswer?: (answer: QuotaAnswer) => void;
}

type Told = Extract<CounterAnswer, { type: "told" }>;

const isAway = (error: unknown): boolean =>
  error instanceof UnavailableError || error instanceof BusyError;

const isClosed = ({ isHard, failMode }: Quota): boolean => isHard && failMode === "closed";

const quotaOf = ({ applied }: AskedQuota): Quota => applied.quota;

/**
 * Says whether a call may be made, and holds its place. Every answer is one Lua call, but for the first about a counter, which reads the ledger.
 *
 * - counted: the counters answered. Hard limits refuse; others tell.
 * - open, closed: Redis is away, or the ledger is and a counter has no sum, or a call has no price. One hard quota that fails closed refuses;
 *   else the call passes, and each quota that could not be held against it is recorded.
 *
 * Throws nothing for a store that is away.
 */
export class QuotaGate {
  readonly #options: QuotaGateOptions;

  constructor(options: QuotaGateOptions) {
    this.#options = options;
  }

  /** @param reservation null: only asks. */
  async ask(subject: QuotaSubject, reservation: Reservation | null): Promise<QuotaAnswer> {
    const answer = await this.#ask(subject, reservation);
    this.#options.onAnswer?.(answer);
    return answer;
  }

  async #ask(subject: QuotaSubject, reservation: Reservation | null): Promise<QuotaAnswer> {
    const nowMs = this.#options.clock();
    try {
      const rules = await this.#options.rules.current();
      const applied = rules.applied(subject);
      if (applied.length === 0) {
        return uncounted;
      }
      const call = { model: subject.model, estimate: reservation };
      return await this.#answer(askedQuotas(rules, applied, call, nowMs), reservation, nowMs);
    } catch (error) {
      if (!isAway(error)) {
        throw error;
      }
      this.#options.passes.add(null, "unavailable");
      return { ...uncounted, state: "open", reason: "unavailable" };
    }
  }

  /** Gives back what reservations hold. Fails for nothing: they expire. Safe to repeat. */
  async release(reservationIds: readonly string[]): Promise<void> {
    try {
      await this.#options.counters.release(reservationIds);
    } catch (error) {
      if (!isAway(error)) {
        throw error;
      }
    }
  }

  async #answer(
    asked: readonly AskedQuota[],
    reservation: Reservation | null,
    nowMs: number,
  ): Promise<QuotaAnswer> {
    const unpriced = asked.filter(({ isUnpriced }) => isUnpriced);
    const refused = this.#failed(unpriced, "unpriced", nowMs);
    if (refused?.allowed === false) {
      return refused;
    }
    const request =
      reservation === null ? null : { id: randomUUID(), expiresInMs: reservation.expiresInMs };
    try {
      const told = await this.#told(asked, request);
      this.#refreshOld(asked, told, nowMs);
      const answer = countedAnswer(asked, told, request, nowMs);
      return refused !== null && answer.allowed
        ? { ...answer, state: "open", reason: "unpriced" }
        : answer;
    } catch (error) {
      const failed = isAway(error) ? this.#failed(asked, "unavailable", nowMs) : null;
      if (failed === null) {
        throw error;
      }
      return failed;
    }
  }

  /** What the fail modes of quotas decide that cannot be counted. @returns null where there are none. */
  #failed(
    asked: readonly AskedQuota[],
    reason: "unavailable" | "unpriced",
    nowMs: number,
  ): QuotaAnswer | null {
    if (asked.length === 0) {
      return null;
    }
    const closed = asked.filter((one) => isClosed(quotaOf(one)));
    if (closed.length > 0) {
      const binding = lastToReset(closed.map((one) => figureOf(one, null, nowMs)));
      return { ...uncounted, allowed: false, state: "closed", reason, binding };
    }
    for (const one of asked) {
      this.#options.passes.add(quotaOf(one).id, reason);
    }
    return { ...uncounted, state: "open", reason };
  }

  /** @throws UnavailableError, BusyError */
  async #told(asked: readonly AskedQuota[], request: ReservationRequest | null): Promise<Told> {
    const { counters } = this.#options;
    const questions = asked.map(({ question }) => question);
    let seedMsMax = SEED_MS_MAX;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const answer = await counters.ask(questions, request, seedMsMax);
      if (answer.type === "told") {
        return answer;
      }
      const stale = asked.filter((_, index) => answer.indexes.includes(index));
      if (!(await this.#isSeeded(stale))) {
        // An old sum is as right as before: with the ledger away nothing is settled, all of it is in `pend`.
        seedMsMax = Number.MAX_SAFE_INTEGER;
      }
    }
    throw new UnavailableError("A quota has no count yet.");
  }

  async #isSeeded(stale: readonly AskedQuota[]): Promise<boolean> {
    const ended = new AbortController();
    const late = delay(SEED_WAIT_MS_MAX, false, { ref: false, signal: ended.signal });
    late.catch(() => undefined);
    try {
      const seeded = this.#options.seeds.seed(stale).then(() => true);
      seeded.catch(() => undefined);
      return await Promise.race([seeded, late]);
    } catch (error) {
      if (!isAway(error)) {
        throw error;
      }
      return false;
    } finally {
      ended.abort();
    }
  }

  #refreshOld(asked: readonly AskedQuota[], { figures }: Told, nowMs: number): void {
    const old = asked.filter((one, index) => isOld(quotaOf(one), figures[index], nowMs));
    if (old.length > 0) {
      // Beside the answer; the next caller tries again.
      this.#options.seeds.seed(old).catch(() => undefined);
    }
  }
}

const isOld = (
  { updateTime }: Quota,
  figure: CounterFigure | undefined,
  nowMs: number,
): boolean => {
  const isYoung = nowMs - updateTime.getTime() < YOUNG_MS;
  return (figure?.seedAgeMs ?? 0) > (isYoung ? YOUNG_REFRESH_MS : REFRESH_MS);
};

const countedAnswer = (
  asked: readonly AskedQuota[],
  { isAllowed, figures }: Told,
  request: ReservationRequest | null,
  nowMs: number,
): QuotaAnswer => {
  const quotas = asked.map((one, index) => figureOf(one, figures[index] ?? null, nowMs));
  const exceeded = quotas.filter((_, index) => figures[index]?.isExceeded === true);
  const isReserved = isAllowed && request !== null;
  return {
    allowed: isAllowed,
    state: "counted",
    reason: isAllowed ? null : "limit",
    binding: isAllowed ? leastRoom(quotas) : lastToReset(exceeded),
    quotas,
    reservationId: isReserved ? request.id : null,
    reservationExpiresAtMs: isReserved ? nowMs + request.expiresInMs : null,
  };
};
