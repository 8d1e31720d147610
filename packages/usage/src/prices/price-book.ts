import { InvalidInputError } from "../errors.ts";
import type { PriceClass } from "./price-class.ts";
import { ANY, rowsOverlap, type PriceRow, type PriceTerms } from "./price-row.ts";
import { resolveModel } from "./resolve-model.ts";

/** A model the book knows: its plain id and the other names it has. One without rows is known and unpriced. */
export interface PricedModel {
  readonly id: string;
  readonly aliases: readonly string[];
}

export interface PriceBookContent {
  /** Counts the changes of a book: what was priced with it carries this number. */
  readonly version: number;
  readonly models: readonly PricedModel[];
  readonly rows: readonly PriceRow[];
}

/** What a price is asked for. */
export interface PriceQuestion extends PriceTerms {
  /** Tokens of the whole prompt, which choose the band. */
  readonly promptTokens: number;
  /** Epoch milliseconds. */
  readonly timeMs: number;
}

const RESOLVED_MAX = 1_000;

const keyOf = (terms: PriceTerms): string =>
  `${terms.priceClass} ${terms.serviceTier} ${terms.speed} ${terms.inferenceGeo} ${terms.model}`;

const isInForce = (row: PriceRow, question: PriceQuestion): boolean =>
  question.promptTokens >= row.promptFromTokens &&
  (row.promptToTokens === null || question.promptTokens < row.promptToTokens) &&
  (row.validFromMs === null || question.timeMs >= row.validFromMs) &&
  (row.validToMs === null || question.timeMs < row.validToMs);

const readNames = (models: readonly PricedModel[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const model of models) {
    for (const name of [model.id, ...model.aliases]) {
      const owner = names.get(name);
      if (owner !== undefined) {
        throw new InvalidInputError(
          "PRICE_NAME_AMBIGUOUS",
          `"${name}" names both ${owner} and ${model.id}.`,
        );
      }
      names.set(name, model.id);
    }
  }
  return names;
};

/**
 * Prices of one moment of knowledge, read-only: at most one row answers any question.
 * An answer depends on the question alone, so a cost can be computed again, exactly, with the book of the same version.
 *
 * @throws InvalidInputError PRICE_ROWS_OVERLAP when two rows would both answer; PRICE_NAME_AMBIGUOUS when a name stands for two models.
 */
export class PriceBook {
  readonly version: number;
  readonly models: readonly PricedModel[];
  readonly rows: readonly PriceRow[];
  readonly #names: ReadonlyMap<string, string>;
  readonly #rowsByTerms = new Map<string, PriceRow[]>();
  readonly #resolved = new Map<string, string | null>();

  constructor(content: PriceBookContent) {
    this.version = content.version;
    this.models = content.models;
    this.rows = content.rows;
    this.#names = readNames(content.models);
    for (const row of content.rows) this.#add(row);
  }

  #add(row: PriceRow): void {
    const key = keyOf(row);
    const siblings = this.#rowsByTerms.get(key) ?? [];
    const other = siblings.find((sibling) => rowsOverlap(sibling, row));
    if (other !== undefined) {
      throw new InvalidInputError(
        "PRICE_ROWS_OVERLAP",
        `${row.id} and ${other.id} are both in force.`,
      );
    }
    siblings.push(row);
    this.#rowsByTerms.set(key, siblings);
  }

  /**
   * The plain id of a model by any of its names; null when the book does not know it.
   * Remembered: reading the date off a snapshot's name, record by record, was 4 % of the flusher's work.
   */
  resolve(name: string): string | null {
    const known = this.#resolved.get(name);
    if (known !== undefined) return known;
    const model = resolveModel(name, this.#names);
    // Senders choose the names: what is remembered of them is bounded.
    if (this.#resolved.size < RESOLVED_MAX) this.#resolved.set(name, model);
    return model;
  }

  /** The row in force, or null. `question.model` is a plain id. */
  find(question: PriceQuestion): PriceRow | null {
    return this.#rowsByTerms.get(keyOf(question))?.find((row) => isInForce(row, question)) ?? null;
  }

  /** The price of a server tool's request at an instant (epoch milliseconds), or null. */
  findTool(priceClass: PriceClass, timeMs: number): PriceRow | null {
    return this.find({
      model: ANY,
      priceClass,
      serviceTier: ANY,
      speed: ANY,
      inferenceGeo: ANY,
      promptTokens: 0,
      timeMs,
    });
  }
}
