import {
  eventTimeMs,
  priceRecord,
  RECORDS_PER_CALL_MAX,
  toCollectedRecord,
  type PriceBook,
  type UsageLine,
} from "@tokenledger/usage";
import {
  checkedRecords,
  type BadLine,
  type CheckedRecord,
  type ImportSource,
} from "./checked-records.ts";

/** What one model would add. */
export interface ModelShare {
  readonly model: string | null;
  readonly records: number;
  readonly inputTokens: number;
  readonly cacheCreationInputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly outputTokens: number;
  readonly costPicoUsd: bigint;
  /** Records without a price: the cost lacks them. */
  readonly unpricedRecords: number;
}

/** What a source holds. */
export interface Survey {
  readonly records: number;
  readonly badLines: number;
  /** Lines that are rightly no records, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Times of the first and the last call; null without a record. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** Most expensive first. */
  readonly models: readonly ModelShare[];
  readonly costPicoUsd: bigint;
  readonly unpricedRecords: number;
  /** Records that the ledger holds already; null where it cannot be asked. */
  readonly known: number | null;
}

/** What a survey needs beside the source. */
export interface SurveyOptions {
  readonly book: PriceBook;
  readonly onBad: (bad: BadLine) => void;
  /** How many of these the ledger holds under the key that will send them; null where it cannot be asked. */
  readonly countKnown: ((eventIds: readonly string[]) => Promise<number>) | null;
}

const NO_ONE = "0";

const emptyShare = (model: string | null): ModelShare => ({
  model,
  records: 0,
  inputTokens: 0,
  cacheCreationInputTokens: 0,
  cacheReadInputTokens: 0,
  outputTokens: 0,
  costPicoUsd: 0n,
  unpricedRecords: 0,
});

const total = (lines: readonly UsageLine[], of: (line: UsageLine) => number): number =>
  lines.reduce((sum, line) => sum + of(line), 0);

const cacheWrites = (line: UsageLine): number =>
  line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;

class Tally {
  readonly #book: PriceBook;
  readonly #models = new Map<string | null, ModelShare>();
  readonly #skipped = new Map<string, number>();
  #firstMs = Infinity;
  #lastMs = -Infinity;
  badLines = 0;

  constructor(book: PriceBook) {
    this.#book = book;
  }

  skip(reason: string): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }

  add({ record }: CheckedRecord): void {
    const collected = toCollectedRecord(record, NO_ONE);
    const price = priceRecord(collected, this.#book);
    const timeMs = eventTimeMs(record.eventId);
    this.#firstMs = Math.min(this.#firstMs, timeMs);
    this.#lastMs = Math.max(this.#lastMs, timeMs);
    const share = this.#models.get(collected.model) ?? emptyShare(collected.model);
    const { lines } = collected;
    this.#models.set(collected.model, {
      model: collected.model,
      records: share.records + 1,
      inputTokens: share.inputTokens + total(lines, (line) => line.inputTokens),
      cacheCreationInputTokens: share.cacheCreationInputTokens + total(lines, cacheWrites),
      cacheReadInputTokens:
        share.cacheReadInputTokens + total(lines, (line) => line.cacheReadTokens),
      outputTokens: share.outputTokens + total(lines, (line) => line.outputTokens),
      costPicoUsd: share.costPicoUsd + price.costPicoUsd,
      unpricedRecords: share.unpricedRecords + (price.unpricedLineCount > 0 ? 1 : 0),
    });
  }

  survey(known: number | null): Survey {
    const models = [...this.#models.values()].sort((a, b) =>
      b.costPicoUsd === a.costPicoUsd ? 0 : Number(b.costPicoUsd > a.costPicoUsd) * 2 - 1,
    );
    const records = models.reduce((sum, share) => sum + share.records, 0);
    return {
      records,
      badLines: this.badLines,
      skipped: Object.fromEntries(this.#skipped),
      from: records === 0 ? null : new Date(this.#firstMs),
      to: records === 0 ? null : new Date(this.#lastMs),
      models,
      costPicoUsd: models.reduce((sum, share) => sum + share.costPicoUsd, 0n),
      unpricedRecords: models.reduce((sum, share) => sum + share.unpricedRecords, 0),
      known,
    };
  }
}

/** Reads a source to its end and says what it holds; sends nothing. */
export const surveySource = async (
  source: ImportSource,
  { book, onBad, countKnown }: SurveyOptions,
): Promise<Survey> => {
  const tally = new Tally(book);
  let known = 0;
  let asked: string[] = [];
  const ask = async (): Promise<void> => {
    known += countKnown === null || asked.length === 0 ? 0 : await countKnown(asked);
    asked = [];
  };
  for await (const step of checkedRecords(source)) {
    if (step.kind === "skipped") tally.skip(step.reason);
    else if (step.kind === "bad") {
      tally.badLines += 1;
      onBad(step.found);
    } else {
      tally.add(step.found);
      asked.push(step.found.record.eventId);
      if (asked.length === RECORDS_PER_CALL_MAX) await ask();
    }
  }
  await ask();
  return tally.survey(countKnown === null ? null : known);
};
