import type { Overview, UsageQueries } from "@tokenledger/usage";

const nothing: Overview = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
  activeAccessKeys: 0,
  activeUsers: 0,
  failedRequests: 0n,
};

/** Answers every question with nothing, and remembers what it was asked. */
export class FakeQueries implements UsageQueries {
  readonly asked: (readonly [name: string, ...parameters: unknown[]])[] = [];

  statistics: UsageQueries["statistics"] = (...parameters) =>
    this.#answer("statistics", parameters, []);
  trends: UsageQueries["trends"] = (...parameters) => this.#answer("trends", parameters, []);
  details: UsageQueries["details"] = (...parameters) =>
    this.#answer("details", parameters, { rows: [], nextCursor: null });
  topConsumers: UsageQueries["topConsumers"] = (...parameters) =>
    this.#answer("topConsumers", parameters, []);
  overview: UsageQueries["overview"] = (...parameters) =>
    this.#answer("overview", parameters, nothing);

  #answer<Answer>(name: string, parameters: readonly unknown[], answer: Answer): Promise<Answer> {
    this.asked.push([name, ...parameters]);
    return Promise.resolve(answer);
  }
}
