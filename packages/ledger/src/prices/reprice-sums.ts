import type { CostDifference, RepriceReport } from "@tokenledger/usage";
import { changesByRecord, unpricedDelta, type LineChange } from "./line-change.ts";

const DAY_LENGTH = "2026-11-20".length;

type Sum = { -readonly [Name in keyof CostDifference]: CostDifference[Name] };

const emptySum = (group: string | null): Sum => ({
  group,
  lineCount: 0,
  beforePicoUsd: 0n,
  afterPicoUsd: 0n,
  unpricedRequests: 0,
});

const addChange = (sum: Sum, { line, after }: LineChange): void => {
  sum.lineCount += 1;
  sum.beforePicoUsd += line.costPicoUsd ?? 0n;
  sum.afterPicoUsd += after.costPicoUsd ?? 0n;
};

class Groups {
  readonly #sums = new Map<string | null, Sum>();

  of(group: string | null): Sum {
    const sum = this.#sums.get(group) ?? emptySum(group);
    this.#sums.set(group, sum);
    return sum;
  }

  /** Ordered by group, "none" first. */
  list(): readonly CostDifference[] {
    return [...this.#sums.values()].sort((one, other) =>
      (one.group ?? "") < (other.group ?? "") ? -1 : 1,
    );
  }
}

/** Sums changes up into a report, page by page. Memory grows with keys, users, models and days, not with lines. */
export class RepriceSums {
  readonly #total = emptySum(null);
  readonly #byAccessKey = new Groups();
  readonly #byUser = new Groups();
  readonly #byModel = new Groups();
  readonly #byDay = new Groups();
  #skippedLineCount = 0;

  add(changes: readonly LineChange[]): void {
    for (const recordChanges of changesByRecord(changes)) this.#addRecord(recordChanges);
  }

  skip(lineCount: number): void {
    this.#skippedLineCount += lineCount;
  }

  #addRecord(changes: readonly LineChange[]): void {
    const [first] = changes;
    if (first === undefined) return;
    const { record } = first;
    const day = new Date(record.occurTimeMs).toISOString().slice(0, DAY_LENGTH);
    const shared = [
      this.#total,
      this.#byAccessKey.of(record.accessKeyId),
      this.#byUser.of(record.userName),
      this.#byDay.of(day),
    ];
    for (const change of changes) {
      for (const sum of shared) addChange(sum, change);
      addChange(this.#byModel.of(change.line.usage.model), change);
    }
    const unpriced = unpricedDelta(changes);
    if (unpriced === 0) return;
    for (const sum of [...shared, this.#byModel.of(record.lines[0].usage.model)]) {
      sum.unpricedRequests += unpriced;
    }
  }

  report(runId: string | null, priceVersion: number): RepriceReport {
    return {
      runId,
      priceVersion,
      total: { ...this.#total },
      byAccessKey: this.#byAccessKey.list(),
      byUser: this.#byUser.list(),
      byModel: this.#byModel.list(),
      byDay: this.#byDay.list(),
      skippedLineCount: this.#skippedLineCount,
    };
  }
}
