import { setTimeout as delay } from "node:timers/promises";
import type { BaseComparison, BaseDifference, RedisBuffer } from "@tokenledger/buffer";
import {
  BusyError,
  dimensionTypes,
  type CounterCheckCause,
  type CounterCheckReport,
  type CounterChecks,
  type DimensionType,
  type StatisticsTotals,
} from "@tokenledger/usage";

export interface CounterStores {
  readonly ledger: CounterChecks;
  readonly redis: Pick<RedisBuffer, "backlog" | "compareBases" | "recount">;
}

export interface ComparisonOptions {
  readonly cause: CounterCheckCause;
  readonly now: Date;
  /** How long what differs may take to come right by itself before it is judged. Default 3 seconds: three times what a server takes to mirror. */
  readonly graceMs?: number;
  /** Dimensions a page. Default 500. */
  readonly pageSize?: number;
}

const GRACE_MS = 3_000;
const PAGE_SIZE = 500;
const EXAMPLES_MAX = 20;

type Tally = Omit<CounterCheckReport, "cause" | "pendWrongCount" | "examples">;
type Difference = BaseComparison["differences"][number];

const nameOf = ({ dimension, periodType, periodStartMs }: StatisticsTotals): string =>
  `${dimension.type} ${dimension.id} ${periodType} ${new Date(periodStartMs).toISOString()}`;

const plain = (cells: readonly StatisticsTotals[]) =>
  cells.map((cell) => ({ cell, replaces: null }));

const explains: Readonly<Record<BaseDifference, string>> = {
  behind: "behind its cell",
  ahead: "ahead of its cell",
  differs: "unlike its cell",
};

/** Compares page by page, and mends what it finds. */
class Comparison {
  readonly #stores: CounterStores;
  readonly #options: ComparisonOptions;
  readonly examples: string[] = [];
  tally: Tally = { cellCount: 0, reseededCount: 0, lateCount: 0, driftCount: 0 };

  constructor(stores: CounterStores, options: ComparisonOptions) {
    this.#stores = stores;
    this.#options = options;
  }

  async all(type: DimensionType): Promise<void> {
    let afterId: string | null = null;
    do {
      afterId = await this.#page(type, afterId);
    } while (afterId !== null);
  }

  async #page(type: DimensionType, afterId: string | null): Promise<string | null> {
    const { ledger, redis } = this.#stores;
    const { now, graceMs = GRACE_MS, pageSize = PAGE_SIZE } = this.#options;
    const { cells, nextAfterId } = await ledger.cells(type, afterId, pageSize, now);
    // After the reading: whatever it saw committed was accepted before this instant.
    const { now: readAt } = await redis.backlog();
    const first = await redis.compareBases(plain(cells));
    this.#add({ cellCount: cells.length, reseededCount: first.reseededCount });
    if (first.differences.length === 0) return nextAfterId;
    await delay(graceMs);
    const suspects = first.differences.map(({ cell }) => cell);
    const { differences, oldest } = await redis.compareBases(plain(suspects));
    // Read after the bases were: what is ahead of these is ahead of the ledger, not of an old reading of it.
    const page = await ledger.cells(type, afterId, pageSize, now);
    const isExplained = oldest !== null && oldest <= readAt;
    await this.#mend(differences, page.cells, isExplained);
    return nextAfterId;
  }

  /** @param isExplained an entry from before the end of the reading still waits: it may be in the ledger and not settled. */
  async #mend(
    differences: readonly Difference[],
    cells: readonly StatisticsTotals[],
    isExplained: boolean,
  ): Promise<void> {
    const fresh = new Map(cells.map((cell) => [nameOf(cell), cell]));
    const replaced = differences.flatMap(({ cell: { ...old }, difference, revision }) => {
      const cell = fresh.get(nameOf(old));
      if (cell === undefined || (difference === "ahead" && cell.revision >= revision)) return [];
      if (difference === "behind" && isExplained) this.#add({ lateCount: 1 });
      else this.#drifted(cell, difference, revision);
      return [{ cell, replaces: revision }];
    });
    if (replaced.length > 0) await this.#stores.redis.compareBases(replaced);
  }

  #drifted(cell: StatisticsTotals, difference: BaseDifference, revision: bigint): void {
    this.#add({ driftCount: 1 });
    if (this.examples.length === EXAMPLES_MAX) return;
    this.examples.push(
      `${nameOf(cell)}: at revision ${String(revision)}, ${explains[difference]} (revision ${String(cell.revision)})`,
    );
  }

  #add(found: Partial<Tally>): void {
    this.tally = {
      cellCount: this.tally.cellCount + (found.cellCount ?? 0),
      reseededCount: this.tally.reseededCount + (found.reseededCount ?? 0),
      lateCount: this.tally.lateCount + (found.lateCount ?? 0),
      driftCount: this.tally.driftCount + (found.driftCount ?? 0),
    };
  }
}

/** What waits is counted exactly, or not at all while there is too much of it: the next comparison does it then. */
const recount = async (redis: CounterStores["redis"]): Promise<number | null> => {
  try {
    return await redis.recount();
  } catch (error) {
    if (error instanceof BusyError) return null;
    throw error;
  }
};

/**
 * Compares every running counter of the current hour, day and month with the ledger, and what is on its way with the waiting entries, and mends
 * what is wrong, while records come and go.
 *
 * What is merely not there (after a start, a failover or a loss of Redis) is written, and no fault. What differs is looked at again after a grace: a commit whose entry
 * still waits explains a base that is behind; everything else is drift, and drift is a bug.
 *
 * Safe to repeat, and to run twice at once. @throws UnavailableError
 */
export const compareCounters = async (
  stores: CounterStores,
  options: ComparisonOptions,
): Promise<CounterCheckReport> => {
  const comparison = new Comparison(stores, options);
  for (const type of dimensionTypes) await comparison.all(type);
  const pendWrongCount = await recount(stores.redis);
  return {
    ...comparison.tally,
    cause: options.cause,
    pendWrongCount,
    examples: comparison.examples,
  };
};
