import type {
  AccessScope,
  FigureComponent,
  FigureExplanation,
  FigureGap,
  LinePrice,
  PriceBook,
  PricingRule,
  UsageFilter,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { priceGroup, readLineGroups, type LineGroup } from "./line-groups.ts";
import type { PriceBooks } from "./price-books.ts";

const LIST_VERSIONS = {
  text: sqlFile(new URL("./sql/list-price-versions.sql", import.meta.url)),
  row: z.object({ version: z.int() }),
};

/** Every edition by its number. Group bounds must hold for each, or lines priced by an old one would be summed across its bounds. */
export const allBooks = async (
  runner: StatementRunner,
  books: PriceBooks,
): Promise<ReadonlyMap<number, PriceBook>> => {
  const editions = new Map<number, PriceBook>();
  for (const { version } of await runner.rows(LIST_VERSIONS, [])) {
    editions.set(version, await books.at(runner, version));
  }
  return editions;
};

/** What has no price, added up by model and count. */
export class FigureGaps {
  readonly #gaps = new Map<string, FigureGap>();

  add({ line: { model } }: LineGroup, price: LinePrice): void {
    for (const gap of price.missing) {
      const key = JSON.stringify([model, gap.count, gap.reason]);
      const quantity = gap.quantity + (this.#gaps.get(key)?.quantity ?? 0n);
      this.#gaps.set(key, { ...gap, model, quantity });
    }
  }

  list(): readonly FigureGap[] {
    return [...this.#gaps.values()];
  }
}

/** Sums explanations of groups up. */
class FigureSums {
  readonly #components = new Map<string, FigureComponent>();
  readonly #missing = new FigureGaps();
  readonly #rules = new Map<string, PricingRule>();
  readonly #versions = new Set<number>();
  #stored = 0n;
  #explained = 0n;
  #unpricedLineCount = 0;

  add(group: LineGroup, price: LinePrice): void {
    for (const rule of price.rules) this.#rules.set(rule.id, rule);
    if (!group.isPriced) {
      this.#unpricedLineCount += group.lineCount;
      this.#missing.add(group, price);
      return;
    }
    if (group.priceVersion !== null) this.#versions.add(group.priceVersion);
    this.#stored += group.storedPicoUsd;
    this.#explained += price.costPicoUsd ?? 0n;
    this.#addComponents(price);
  }

  #addComponents(price: LinePrice): void {
    for (const part of price.components) {
      const key = JSON.stringify([price.model, part.count, part.row?.id, part.waivedBy]);
      const known = this.#components.get(key);
      this.#components.set(key, {
        ...part,
        model: price.model,
        quantity: part.quantity + (known?.quantity ?? 0n),
        costPicoUsd: part.costPicoUsd + (known?.costPicoUsd ?? 0n),
      });
    }
  }

  explanation(): FigureExplanation {
    return {
      costPicoUsd: this.#stored,
      components: [...this.#components.values()].sort((one, other) =>
        one.costPicoUsd > other.costPicoUsd ? -1 : 1,
      ),
      missing: this.#missing.list(),
      unpricedLineCount: this.#unpricedLineCount,
      rules: [...this.#rules.values()],
      priceVersions: [...this.#versions].sort((one, other) => one - other),
      unexplainedPicoUsd: this.#stored - this.#explained,
    };
  }
}

/** Explains the sum of all lines that pass the filter, each group of lines with the edition that priced it. @throws UnavailableError */
export const explainFigure = async (
  runner: StatementRunner,
  books: PriceBooks,
  scope: AccessScope,
  filter: UsageFilter,
): Promise<FigureExplanation> => {
  const inForce = await books.hold(runner);
  const editions = await allBooks(runner, books);
  const sums = new FigureSums();
  const groups = await readLineGroups(runner, scope, [...editions.values()], filter, {
    byPlace: false,
    promptSplits: [],
  });
  for (const group of groups) {
    const book = group.priceVersion === null ? inForce : editions.get(group.priceVersion);
    sums.add(group, priceGroup(group, book ?? inForce));
  }
  return sums.explanation();
};
