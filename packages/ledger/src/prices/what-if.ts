import {
  priceLine,
  type AccessScope,
  type UsageFilter,
  type WhatIf,
  type WhatIfRow,
} from "@tokenledger/usage";
import type { StatementRunner } from "../statement-runner.ts";
import { allBooks, FigureGaps } from "./explain-figure.ts";
import { readLineGroups, type LineGroup } from "./line-groups.ts";
import type { PriceBooks } from "./price-books.ts";

/** Adds up, by recorded model, what has a price both ways. */
class WhatIfSums {
  readonly #rows = new Map<string | null, WhatIfRow>();

  add({ line: { model }, lineCount, requestCount, storedPicoUsd }: LineGroup, cost: bigint): void {
    const known = this.#rows.get(model);
    const [costPicoUsd, whatIfPicoUsd] = [
      storedPicoUsd + (known?.costPicoUsd ?? 0n),
      cost + (known?.whatIfPicoUsd ?? 0n),
    ];
    this.#rows.set(model, {
      model,
      lineCount: lineCount + (known?.lineCount ?? 0),
      requests: requestCount + (known?.requests ?? 0),
      costPicoUsd,
      whatIfPicoUsd,
      differencePicoUsd: whatIfPicoUsd - costPicoUsd,
    });
  }

  rows(): readonly WhatIfRow[] {
    return [...this.#rows.values()].sort((one, other) =>
      one.costPicoUsd > other.costPicoUsd ? -1 : 1,
    );
  }
}

/** Prices all lines that pass the filter as another model's, by the edition in force. @throws UnavailableError */
export const readWhatIf = async (
  runner: StatementRunner,
  books: PriceBooks,
  scope: AccessScope,
  { filter, model }: { readonly filter: UsageFilter; readonly model: string },
): Promise<WhatIf> => {
  const book = await books.hold(runner);
  const editions = await allBooks(runner, books);
  const groups = await readLineGroups(runner, scope, [...editions.values()], filter, {
    byPlace: false,
    promptSplits: [],
  });
  const sums = new WhatIfSums();
  const gaps = new FigureGaps();
  const leftOut = { unpricedLineCount: 0, leftOutLineCount: 0, leftOutPicoUsd: 0n };
  for (const group of groups) {
    const price = priceLine({ ...group.line, model }, group.context, book);
    if (!group.isPriced) leftOut.unpricedLineCount += group.lineCount;
    else if (price.costPicoUsd === null) {
      leftOut.leftOutLineCount += group.lineCount;
      leftOut.leftOutPicoUsd += group.storedPicoUsd;
      gaps.add(group, price);
    } else sums.add(group, price.costPicoUsd);
  }
  const rows = sums.rows();
  const total = (measure: (row: WhatIfRow) => bigint): bigint =>
    rows.reduce((sum, row) => sum + measure(row), 0n);
  return {
    model: book.resolve(model),
    rows,
    costPicoUsd: total((row) => row.costPicoUsd),
    whatIfPicoUsd: total((row) => row.whatIfPicoUsd),
    differencePicoUsd: total((row) => row.differencePicoUsd),
    ...leftOut,
    missing: gaps.list(),
  };
};
