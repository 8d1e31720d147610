import type { CollectedRecord } from "../record/collected-record.ts";
import type { Period } from "../periods/periods.ts";
import type { PriceBook } from "../prices/price-book.ts";
import { costOfRecord } from "../prices/price-record.ts";
import { amountOfLines, toCounterAmount, type CountedLine } from "./quota-amount.ts";
import { quotaWindowOf } from "./quota-window.ts";
import type { Quota, QuotaScope } from "./quota.ts";

/** What a record adds to one running counter. */
export interface QuotaCharge {
  readonly counterId: string;
  /** As counters hold it, below 2^53. */
  readonly amount: number;
}

/** Whom a call is for. */
export interface QuotaSubject {
  readonly accessKeyId: string;
  readonly user: string | null;
  readonly feature: string | null;
  /** As the caller names it. */
  readonly model: string | null;
}

/** A quota that applies, and the value of its scope that is counted by itself ("" for `all`). */
export interface AppliedQuota {
  readonly quota: Quota;
  readonly value: string;
}

/** Whose count is meant: one quota, one value of its scope, one window. */
export const quotaCounterId = ({ quota, value }: AppliedQuota, startMs: number): string =>
  `${quota.id}.${quota.revision}:${quota.isRolling ? "rolling" : startMs}:${value}`;

type Book = Pick<PriceBook, "resolve">;

/** The plain id where the book knows the name: a quota on a model holds for all of its names. */
const modelOf = (name: string | null, book: Book | null): string | null =>
  name === null ? null : (book?.resolve(name) ?? name);

/**
 * The quotas in force with what they need to be counted, as of one moment; read-only.
 * Costs are those of the book given; without one, nothing of a call's cost is known before it is committed.
 */
export class QuotaRules {
  readonly quotas: readonly Quota[];
  readonly book: PriceBook | null;
  readonly #byScope: ReadonlyMap<QuotaScope, readonly Quota[]>;
  readonly #windows = new Map<string, Period>();
  readonly #needsPrices: boolean;

  /** @param quotas disabled ones are left out. */
  constructor(quotas: readonly Quota[], book: PriceBook | null) {
    this.quotas = quotas.filter(({ isEnabled }) => isEnabled);
    this.book = book;
    this.#byScope = Map.groupBy(this.quotas, ({ scope }) => scope);
    this.#needsPrices = this.quotas.some(({ unit }) => unit === "usd");
  }

  get isEmpty(): boolean {
    return this.quotas.length === 0;
  }

  /** The quotas that hold for a call. */
  applied(subject: QuotaSubject): readonly AppliedQuota[] {
    return [
      ...this.#applied("all", ""),
      ...this.#applied("access_key", subject.accessKeyId),
      ...this.#applied("user", subject.user),
      ...this.#applied("feature", subject.feature),
      ...this.#applied("model", modelOf(subject.model, this.book)),
    ];
  }

  /** The window of a quota that holds an instant. Kept, for finding it costs as much as all the rest. */
  windowOf(quota: Quota, timeMs: number): Period {
    if (quota.isRolling) return quotaWindowOf(quota, timeMs);
    const known = this.#windows.get(quota.id);
    if (known !== undefined && timeMs >= known.startMs && timeMs < known.endMs) return known;
    const window = quotaWindowOf(quota, timeMs);
    // Late records look back for a moment; what is kept is the newest.
    if (known === undefined || window.startMs > known.startMs) this.#windows.set(quota.id, window);
    return window;
  }

  /**
   * What a record adds to which counters, each counter once. A record is counted in the window of its own time, however late it comes.
   *
   * @param nowMs says whether a rolling window still reaches back to the record.
   */
  charges(record: CollectedRecord, nowMs: number): readonly QuotaCharge[] {
    if (this.isEmpty) return [];
    const lines = this.#countedLines(record);
    const { accessKeyId, user, feature } = record;
    const whole = { accessKeyId, user, feature, model: null };
    const charges = this.applied(whole).map((applied) => ({ applied, lines }));
    if (this.#byScope.has("model")) charges.push(...this.#modelCharges(lines));
    return charges.flatMap((charge) => this.#charge(charge.applied, charge.lines, record, nowMs));
  }

  #applied(scope: QuotaScope, value: string | null): readonly AppliedQuota[] {
    if (value === null) return [];
    const quotas = this.#byScope.get(scope) ?? [];
    return quotas
      .filter(({ scopeValue }) => scope === "all" || scopeValue === null || scopeValue === value)
      .map((quota) => ({ quota, value }));
  }

  #countedLines(record: CollectedRecord): readonly ModelLine[] {
    const cost = this.#needsPrices && this.book !== null ? costOfRecord(record, this.book) : null;
    return record.lines.map((line, index) => ({
      line,
      index,
      model: modelOf(line.model, this.book),
      costPicoUsd: cost?.lines[index] ?? null,
    }));
  }

  #modelCharges(lines: readonly ModelLine[]): { applied: AppliedQuota; lines: ModelLine[] }[] {
    return [...Map.groupBy(lines, ({ model }) => model)].flatMap(([model, ofModel]) =>
      this.#applied("model", model).map((applied) => ({ applied, lines: ofModel })),
    );
  }

  #charge(
    applied: AppliedQuota,
    lines: readonly CountedLine[],
    { occurTimeMs }: CollectedRecord,
    nowMs: number,
  ): readonly QuotaCharge[] {
    const { quota } = applied;
    const amount = toCounterAmount(quota.unit, amountOfLines(quota.unit, lines));
    const at = quota.isRolling ? nowMs : occurTimeMs;
    const { startMs } = this.windowOf(quota, at);
    if (amount === 0n || occurTimeMs < startMs) return [];
    return [{ counterId: quotaCounterId(applied, startMs), amount: Number(amount) }];
  }
}

interface ModelLine extends CountedLine {
  readonly model: string | null;
}
