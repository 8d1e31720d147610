import type { Figures, ComparedOverview, UsageQueries } from "@tokenledger/usage";

const figures: Figures = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
  failedRequests: 0n,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
};

const nothing: ComparedOverview = {
  ...figures,
  activeAccessKeys: 0,
  activeUsers: 0,
  errorRate: null,
  cacheHitShare: null,
  cacheSavingPicoUsd: null,
  previous: null,
};

/** Answers every question with nothing, and remembers what it was asked. */
export class FakeQueries implements UsageQueries {
  readonly asked: (readonly [name: string, ...parameters: unknown[]])[] = [];

  statistics: UsageQueries["statistics"] = (...parameters) =>
    this.#answer("statistics", parameters, []);
  trends: UsageQueries["trends"] = (...parameters) =>
    this.#answer("trends", parameters, { points: [], totals: [], previous: null });
  details: UsageQueries["details"] = (...parameters) =>
    this.#answer("details", parameters, { rows: [], nextCursor: null, previousCursor: null });
  tail: UsageQueries["tail"] = (...parameters) =>
    this.#answer("tail", parameters, { rows: [], cursor: "", isCut: false });
  topConsumers: UsageQueries["topConsumers"] = (...parameters) =>
    this.#answer("topConsumers", parameters, { rows: [], other: figures });
  overview: UsageQueries["overview"] = (...parameters) =>
    this.#answer("overview", parameters, nothing);
  forecast: UsageQueries["forecast"] = (...parameters) =>
    this.#answer("forecast", parameters, {
      startDate: new Date(0),
      endDate: new Date(0),
      toDate: figures,
      previousToDate: figures,
      previousMonth: figures,
      method: "same-weekday-mean",
      methodDescription: "",
      basisDayCount: 0,
      costPicoUsd: 0n,
      requests: 0n,
      tokens: 0n,
    });
  timeHistogram: UsageQueries["timeHistogram"] = (...parameters) =>
    this.#answer("timeHistogram", parameters, []);

  #answer<Answer>(name: string, parameters: readonly unknown[], answer: Answer): Promise<Answer> {
    this.asked.push([name, ...parameters]);
    return Promise.resolve(answer);
  }
}
