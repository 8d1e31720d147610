import { Migration } from "@mikro-orm/migrations";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { changePrices } from "../prices/change-prices.ts";
import { PriceBooks } from "../prices/price-books.ts";
import { sqlFile } from "../sql-file.ts";
import { runnerOf } from "../statement-runner.ts";

const tables = sqlFile(new URL("./sql/0002-prices.sql", import.meta.url));

/** The price book with the prices this release ships, and a cost beside every count. What was recorded before is unpriced, not free. */
export class Prices extends Migration {
  override async up(): Promise<void> {
    await this.execute(tables);
    const { rows, models } = readAnthropicPriceBook();
    await changePrices(runnerOf(this.getEntityManager()), new PriceBooks(), {
      add: rows,
      remove: [],
      models,
      actor: "tokenledger",
      reason: "The prices this release ships.",
    });
  }
}
