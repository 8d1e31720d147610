import type { PriceBook } from "../prices/price-book.ts";
import type { ReportedCost, ReportedUsage, ReportTerms } from "./anthropic-reports.ts";
import type { KeyGroups } from "./key-groups.ts";
import type { CapturedUsage } from "./reconcile-store.ts";
import { addFigures, NO_FIGURES, type Figures, type ReportClass } from "./report-class.ts";

/** What both sides say of one set of terms. */
export interface TermsFigures {
  readonly terms: string;
  readonly reported: Figures;
  readonly captured: Figures;
}

/** Everything known of one period, group of keys and model. */
export interface CellSides {
  readonly startMs: number;
  readonly groupId: string;
  readonly model: string | null;
  readonly byTerms: ReadonlyMap<string, TermsFigures>;
  readonly provisional: Figures;
  readonly refused: Figures;
  readonly unpriced: Figures;
  readonly listPicoUsd: bigint;
  readonly chargedPicoUsd: bigint;
  readonly capturedPicoUsd: bigint;
  readonly refusedPicoUsd: bigint;
}

const globals = new Set(["", "global", "not_available"]);

/** Terms as one text: `standard/standard/global`. What says nothing is the default. */
const termsOf = ({ serviceTier, speed, inferenceGeo }: ReportTerms): string =>
  [
    serviceTier === "" ? "standard" : serviceTier,
    speed === "" ? "standard" : speed,
    globals.has(inferenceGeo) ? "global" : inferenceGeo,
  ].join("/");

const partsOf = (terms: string): readonly [string, string, string] => {
  const [serviceTier = "", speed = "", inferenceGeo = ""] = terms.split("/");
  return [serviceTier, speed, inferenceGeo];
};

/** What a unit of a class costs at list price under terms, at the lowest prompt band; null: not in the book. */
export const unitPrice = (
  book: PriceBook,
  model: string | null,
  terms: string,
  reportClass: ReportClass,
  timeMs: number,
): bigint | null => {
  if (reportClass === "webSearch") return book.findTool(reportClass, timeMs)?.picoUsd ?? null;
  if (model === null) return null;
  const [serviceTier, speed, inferenceGeo] = partsOf(terms);
  const priceClass = reportClass;
  const question = { model, priceClass, serviceTier, speed, inferenceGeo, promptTokens: 0, timeMs };
  return book.find(question)?.picoUsd ?? null;
};

/** What the sides are gathered from. */
export interface SidesInput {
  readonly usage: readonly ReportedUsage[];
  readonly cost: readonly ReportedCost[];
  readonly captured: readonly CapturedUsage[];
  readonly groups: KeyGroups;
  readonly book: PriceBook;
}

const emptySides = (startMs: number, groupId: string, model: string | null): CellSides => ({
  startMs,
  groupId,
  model,
  byTerms: new Map(),
  provisional: NO_FIGURES,
  refused: NO_FIGURES,
  unpriced: NO_FIGURES,
  listPicoUsd: 0n,
  chargedPicoUsd: 0n,
  capturedPicoUsd: 0n,
  refusedPicoUsd: 0n,
});

class SidesByCell {
  readonly #cells = new Map<string, CellSides>();
  readonly #input: SidesInput;

  constructor(input: SidesInput) {
    this.#input = input;
  }

  addUsage(row: ReportedUsage): void {
    const cell = this.#cell(row.startMs, this.#input.groups.ofApiKey(row.apiKeyId), row.model);
    this.#put({ ...cell, byTerms: this.#withTerms(cell, row, row.figures, NO_FIGURES) });
  }

  addCost(row: ReportedCost): void {
    const cell = this.#cell(row.startMs, this.#input.groups.ofApiKey(row.apiKeyId), row.model);
    this.#put({
      ...cell,
      listPicoUsd: cell.listPicoUsd + row.listPicoUsd,
      chargedPicoUsd: cell.chargedPicoUsd + row.chargedPicoUsd,
    });
  }

  addCaptured(row: CapturedUsage): void {
    const cell = this.#cell(
      row.startMs,
      this.#input.groups.ofAccessKey(row.accessKeyId),
      row.model,
    );
    this.#put({
      ...cell,
      byTerms: this.#withTerms(cell, row, NO_FIGURES, row.figures),
      provisional: addFigures(cell.provisional, row.provisional),
      refused: addFigures(cell.refused, row.refused),
      unpriced: addFigures(cell.unpriced, row.unpriced),
      capturedPicoUsd: cell.capturedPicoUsd + row.costPicoUsd,
      refusedPicoUsd: cell.refusedPicoUsd + row.refusedPicoUsd,
    });
  }

  /** In order of time, then group and model. */
  all(): readonly CellSides[] {
    return [...this.#cells.entries()]
      .sort(([a, one], [b, other]) => one.startMs - other.startMs || (a < b ? -1 : 1))
      .map(([, cell]) => cell);
  }

  #withTerms(
    cell: CellSides,
    row: ReportTerms,
    reported: Figures,
    captured: Figures,
  ): ReadonlyMap<string, TermsFigures> {
    const terms = termsOf(row);
    const known = cell.byTerms.get(terms) ?? { terms, reported: NO_FIGURES, captured: NO_FIGURES };
    return new Map(cell.byTerms).set(terms, {
      terms,
      reported: addFigures(known.reported, reported),
      captured: addFigures(known.captured, captured),
    });
  }

  /** Both sides name models in their own ways (snapshots, aliases): the book's plain id is the same for both. */
  #cell(startMs: number, groupId: string, name: string | null): CellSides {
    const model = name === null ? null : (this.#input.book.resolve(name) ?? name);
    return (
      this.#cells.get(this.#keyOf(startMs, groupId, model)) ?? emptySides(startMs, groupId, model)
    );
  }

  #put(cell: CellSides): void {
    this.#cells.set(this.#keyOf(cell.startMs, cell.groupId, cell.model), cell);
  }

  #keyOf(startMs: number, groupId: string, model: string | null): string {
    return JSON.stringify([groupId, model, startMs]);
  }
}

/** Puts what both sides say side by side: one a period, group and model that either knows. */
export const cellSides = (input: SidesInput): readonly CellSides[] => {
  const cells = new SidesByCell(input);
  for (const row of input.usage) cells.addUsage(row);
  for (const row of input.cost) cells.addCost(row);
  for (const row of input.captured) cells.addCaptured(row);
  return cells.all();
};
