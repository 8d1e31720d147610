import type { MikroORM } from "@mikro-orm/postgresql";
import type { CostQueries } from "@tokenledger/usage";
import { asQuery } from "../queries/as-query.ts";
import { inTransaction } from "../statement-runner.ts";
import { readCacheAdvice } from "./cache-advice.ts";
import { explainFigure } from "./explain-figure.ts";
import { explainRecord } from "./explain-record.ts";
import type { PriceBooks } from "./price-books.ts";
import { readWhatIf } from "./what-if.ts";

/** Questions about cost, over PostgreSQL. Each holds the price book, so that no answer mixes two editions in force. */
export const createCostQueries = (orm: MikroORM, books: PriceBooks): CostQueries => ({
  explainRecord: async (scope, accessKeyId, eventId) =>
    asQuery(async () =>
      inTransaction(orm, async (runner) =>
        explainRecord(runner, books, scope, { accessKeyId, eventId }),
      ),
    ),
  explainFigure: async (scope, filter) =>
    asQuery(async () =>
      inTransaction(orm, async (runner) => explainFigure(runner, books, scope, filter)),
    ),
  whatIf: async (scope, filter, model) =>
    asQuery(async () =>
      inTransaction(orm, async (runner) => readWhatIf(runner, books, scope, { filter, model })),
    ),
  cacheAdvice: async (scope, filter) =>
    asQuery(async () =>
      inTransaction(orm, async (runner) => readCacheAdvice(runner, books, scope, filter)),
    ),
});
