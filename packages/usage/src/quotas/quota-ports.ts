import type { Period } from "../periods/periods.ts";
import type { QuotaState } from "./quota-state.ts";
import type { Quota, QuotaChange, QuotaTerms } from "./quota.ts";

/** One counter asked about. Amounts are as counters hold them. */
export interface CounterQuestion {
  readonly counterId: string;
  /** Null: nothing is refused for it. */
  readonly limit: bigint | null;
  /** To be reserved; 0: only asked about, as if for the least amount. */
  readonly amount: bigint;
}

/** A place held for a call that is about to be made. */
export interface ReservationRequest {
  readonly id: string;
  readonly expiresInMs: number;
}

/** What one counter says. */
export interface CounterFigure {
  /** In the ledger or on its way there. Never below what was accepted. */
  readonly used: bigint;
  /** By calls under way, the one just allowed among them. */
  readonly reserved: bigint;
  /** How long ago the ledger was asked. */
  readonly seedAgeMs: number;
  /** Whether this one alone would refuse. */
  readonly isExceeded: boolean;
}

/** `stale`: these have no count, or too old a one: seed them and ask again; nothing was reserved. */
export type CounterAnswer =
  | { readonly type: "stale"; readonly indexes: readonly number[] }
  | {
      readonly type: "told";
      /** Whether every counter had room; then it is reserved in all of them, else in none. */
      readonly isAllowed: boolean;
      readonly figures: readonly CounterFigure[];
    };

/** Where a seed started: what has moved since is not in the sum that is read after it. Opaque. */
export interface SeedMark {
  readonly counterId: string;
  readonly epoch: string;
  readonly moved: string;
}

/** A counter's sum as the ledger has it. */
export interface CounterSeed {
  readonly mark: SeedMark;
  readonly used: bigint;
  /** How long it may be of use at least. */
  readonly keepMs: number;
}

/** The running counters of quotas, over the buffer. Each call is one round trip, and one instant. */
export interface QuotaCounters {
  /**
   * Reads all of these counters and, where every one has room, reserves in all of them, in one atomic step.
   *
   * @param seedAgeMsMax a sum read longer ago counts as none.
   * @throws UnavailableError, BusyError (nothing was reserved, or it will expire).
   */
  ask(
    questions: readonly CounterQuestion[],
    reservation: ReservationRequest | null,
    seedAgeMsMax: number,
  ): Promise<CounterAnswer>;
  /** To be called before the ledger is read. @throws UnavailableError */
  beginSeeds(counterIds: readonly string[], keepMs: number): Promise<readonly SeedMark[]>;
  /** Gives counters the sums read since their marks; one that was overtaken is left alone. @throws UnavailableError */
  seed(seeds: readonly CounterSeed[]): Promise<void>;
  /** Gives back what these reservations hold. Once: what expired, or was released before, changes nothing. @throws UnavailableError */
  release(reservationIds: readonly string[]): Promise<void>;
  /** Every sum is to be read anew: the ledger changed without the counters hearing of it. @throws UnavailableError */
  forgetSeeds(): Promise<void>;
}

/** A call let pass though it could not be counted. */
export interface OpenPass {
  /** Null: not even the quotas were known. */
  readonly quotaId: string | null;
  readonly reason: OpenPassReason;
  readonly count: number;
  readonly lastTime: Date;
}

/** `unavailable`: a store was away. `unpriced`: the model has no price, so a limit in USD could not be held against it. */
export const openPassReasons = ["unavailable", "unpriced"] as const;
export type OpenPassReason = (typeof openPassReasons)[number];

/** Quotas as they are stored, and what is used of them by the ledger. */
export interface QuotaLedger {
  /** By name. @throws UnavailableError */
  list(): Promise<readonly Quota[]>;
  /** @throws InvalidInputError NOT_FOUND */
  get(id: string): Promise<Quota>;
  /** @throws InvalidInputError ALREADY_EXISTS for a name that is taken, TOO_MANY_QUOTAS */
  create(terms: QuotaTerms, author: string): Promise<Quota>;
  /** Changes what is given. @throws InvalidInputError NOT_FOUND, ALREADY_EXISTS */
  update(id: string, change: QuotaChange, author: string): Promise<Quota>;
  /** For ever. @throws InvalidInputError NOT_FOUND */
  remove(id: string): Promise<Quota>;
  /** What is used in a window, in the quota's unit: exact, to the millisecond. @param value of the scope; "" for `all`. @throws UnavailableError */
  used(quota: Quota, value: string, window: Period): Promise<bigint>;
  /**
   * How every quota stands by the ledger (or these, by id). A quota for each key, user, feature or model gives one state for each of its largest,
   * at most 20; one without usage none. For pages and alarms: what is on its way is not in it.
   */
  states(nowMs: number, ids?: readonly string[]): Promise<readonly QuotaState[]>;
  /** Adds to the record of open passes. */
  addOpenPasses(passes: readonly OpenPass[]): Promise<void>;
  /** Open passes since an instant, by quota and reason. */
  openPasses(since: Date): Promise<readonly OpenPass[]>;
}
