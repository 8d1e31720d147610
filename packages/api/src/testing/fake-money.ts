import {
  PriceBook,
  type CostDifference,
  type CostQueries,
  type PriceLedger,
  type RepriceReport,
} from "@tokenledger/usage";

const nothing: CostDifference = {
  group: null,
  lineCount: 0,
  beforePicoUsd: 0n,
  afterPicoUsd: 0n,
  unpricedRequests: 0,
};

const emptyReport: RepriceReport = {
  runId: null,
  priceVersion: 1,
  total: nothing,
  byAccessKey: [],
  byUser: [],
  byModel: [],
  byDay: [],
  skippedLineCount: 0,
};

/** Answers every question about prices and costs with nothing, and remembers what it was asked. */
export class FakeMoney implements PriceLedger, CostQueries {
  readonly asked: (readonly [name: string, ...parameters: unknown[]])[] = [];
  /** What `book` answers. */
  inForce = new PriceBook({ version: 1, models: [], rows: [] });

  book: PriceLedger["book"] = (...parameters) => this.#answer("book", parameters, this.inForce);
  versions: PriceLedger["versions"] = () => this.#answer("versions", [], []);
  change: PriceLedger["change"] = (...parameters) =>
    this.#answer("change", parameters, this.inForce);
  previewReprice: PriceLedger["previewReprice"] = (...parameters) =>
    this.#answer("previewReprice", parameters, emptyReport);
  reprice: PriceLedger["reprice"] = (...parameters) =>
    this.#answer("reprice", parameters, emptyReport);
  undo: PriceLedger["undo"] = (...parameters) => this.#answer("undo", parameters, emptyReport);
  runs: PriceLedger["runs"] = () => this.#answer("runs", [], []);
  priceUnpriced: PriceLedger["priceUnpriced"] = () =>
    this.#answer("priceUnpriced", [], emptyReport);

  explainRecord: CostQueries["explainRecord"] = (scope, accessKeyId, eventId) =>
    this.#answer("explainRecord", [scope, accessKeyId, eventId], {
      accessKeyId,
      eventId,
      occurTimeMs: 0,
      costPicoUsd: 0n,
      unpricedLineCount: 0,
      lines: [],
    });
  explainFigure: CostQueries["explainFigure"] = (...parameters) =>
    this.#answer("explainFigure", parameters, {
      costPicoUsd: 0n,
      components: [],
      missing: [],
      unpricedLineCount: 0,
      rules: [],
      priceVersions: [],
      unexplainedPicoUsd: 0n,
    });
  whatIf: CostQueries["whatIf"] = (...parameters) =>
    this.#answer("whatIf", parameters, {
      model: null,
      rows: [],
      costPicoUsd: 0n,
      whatIfPicoUsd: 0n,
      differencePicoUsd: 0n,
      unpricedLineCount: 0,
      leftOutLineCount: 0,
      leftOutPicoUsd: 0n,
      missing: [],
    });
  cacheAdvice: CostQueries["cacheAdvice"] = (...parameters) =>
    this.#answer("cacheAdvice", parameters, { rows: [], readFromDate: new Date(0) });

  #answer<Answer>(name: string, parameters: readonly unknown[], answer: Answer): Promise<Answer> {
    this.asked.push([name, ...parameters]);
    return Promise.resolve(answer);
  }
}
