import type {
  CounterAnswer,
  CounterQuestion,
  CounterSeed,
  QuotaCounters,
  ReservationRequest,
  SeedMark,
} from "@tokenledger/usage/quotas";

interface Counter {
  readonly used: bigint;
  seedAgeMs: number;
}

/** Counters in memory, without expiry; the real ones are tested with Redis. */
export class MemoryCounters implements QuotaCounters {
  readonly counters = new Map<string, Counter>();
  readonly reserved = new Map<string, ReadonlyMap<string, bigint>>();
  /** Thrown by every call while it is set. */
  failure: Error | null = null;

  ask(
    questions: readonly CounterQuestion[],
    reservation: ReservationRequest | null,
    seedAgeMsMax: number,
  ): Promise<CounterAnswer> {
    return this.#answer(() => {
      const indexes = questions.flatMap(({ counterId }, index) =>
        this.#isStale(counterId, seedAgeMsMax) ? [index] : [],
      );
      return indexes.length > 0 ? { type: "stale", indexes } : this.#told(questions, reservation);
    });
  }

  beginSeeds(counterIds: readonly string[]): Promise<readonly SeedMark[]> {
    return this.#answer(() =>
      counterIds.map((counterId) => ({ counterId, epoch: "1", moved: "0" })),
    );
  }

  seed(seeds: readonly CounterSeed[]): Promise<void> {
    return this.#answer(() => {
      for (const { mark, used } of seeds) {
        this.counters.set(mark.counterId, { used, seedAgeMs: 0 });
      }
    });
  }

  release(reservationIds: readonly string[]): Promise<void> {
    return this.#answer(() => {
      for (const id of reservationIds) {
        this.reserved.delete(id);
      }
    });
  }

  forgetSeeds(): Promise<void> {
    return this.#answer(() => {
      this.counters.clear();
    });
  }

  #isStale(counterId: string, seedAgeMsMax: number): boolean {
    const counter = this.counters.get(counterId);
    return counter === undefined || counter.seedAgeMs > seedAgeMsMax;
  }

  #reservedIn(counterId: string): bigint {
    return [...this.reserved.values()].reduce((sum, held) => sum + (held.get(counterId) ?? 0n), 0n);
  }

  #told(
    questions: readonly CounterQuestion[],
    reservation: ReservationRequest | null,
  ): CounterAnswer {
    const asked = questions.map(({ counterId, limit, amount }) => {
      const { used, seedAgeMs } = this.counters.get(counterId) ?? { used: 0n, seedAgeMs: 0 };
      const least = amount > 0n ? amount : 1n;
      const isExceeded = limit !== null && used + this.#reservedIn(counterId) + least > limit;
      return { counterId, used, seedAgeMs, isExceeded };
    });
    const isAllowed = asked.every(({ isExceeded }) => !isExceeded);
    if (isAllowed && reservation !== null) {
      const held = questions.map(({ counterId, amount }) => [counterId, amount] as const);
      this.reserved.set(reservation.id, new Map(held));
    }
    const figures = asked.map(({ counterId, used, seedAgeMs, isExceeded }) => ({
      used,
      seedAgeMs,
      isExceeded,
      reserved: this.#reservedIn(counterId),
    }));
    return { type: "told", isAllowed, figures };
  }

  #answer<Answer>(answer: () => Answer): Promise<Answer> {
    return this.failure === null ? Promise.resolve(answer()) : Promise.reject(this.failure);
  }
}
