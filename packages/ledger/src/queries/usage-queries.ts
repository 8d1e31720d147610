import type { MikroORM } from "@mikro-orm/postgresql";
import type { AccessScope, UsageQueries } from "@tokenledger/usage";
import type { PriceBooks } from "../prices/price-books.ts";
import { inSnapshot } from "../statement-runner.ts";
import { asQuery } from "./as-query.ts";
import type { Asking } from "./asking.ts";
import type { CursorSeal } from "./cursor-seal.ts";
import { readForecast } from "./forecast.ts";
import { readOverview } from "./overview.ts";
import { readDetails } from "./read-details.ts";
import { readTail } from "./read-tail.ts";
import { readStatistics } from "./statistics.ts";
import { readTimeHistogram } from "./time-histogram.ts";
import { readTopConsumers } from "./top-consumers.ts";
import { readTrends } from "./trends.ts";
import { ZonedBuckets } from "./zoned-buckets.ts";

export interface UsageQueriesOptions {
  readonly books: PriceBooks;
  readonly seal: CursorSeal;
}

/** The read side of the ledger, over PostgreSQL. Answers of several statements are of one snapshot. */
export const createUsageQueries = (
  orm: MikroORM,
  { books, seal }: UsageQueriesOptions,
): UsageQueries => {
  const buckets = new ZonedBuckets();
  const ask = async <Answer>(
    scope: AccessScope,
    read: (asking: Asking) => Promise<Answer>,
    nowMs = Date.now(),
  ): Promise<Answer> =>
    asQuery(async () => inSnapshot(orm, async (runner) => read({ runner, scope, buckets, nowMs })));
  return {
    statistics: async (scope, type, period, filter) =>
      ask(scope, async (asking) => readStatistics(asking, type, period, filter)),
    trends: async (scope, period, group, filter) =>
      ask(scope, async (asking) => readTrends(asking, period, group, filter)),
    details: async (scope, filter) =>
      ask(scope, async (asking) => readDetails(asking, seal, filter)),
    tail: async (scope, filter) => ask(scope, async (asking) => readTail(asking, seal, filter)),
    topConsumers: async (scope, type, filter, countMax) =>
      ask(scope, async (asking) => readTopConsumers(asking, type, filter, countMax)),
    overview: async (scope, filter) =>
      ask(scope, async (asking) => readOverview(asking, await books.latest(asking.runner), filter)),
    forecast: async (scope, filter, now) =>
      ask(scope, async (asking) => readForecast(asking, filter), now.getTime()),
    timeHistogram: async (scope, period, filter) =>
      ask(scope, async (asking) => readTimeHistogram(asking, period, filter)),
  };
};
