import type { Ledger } from "@tokenledger/ledger";
import { FILL_ROLLUPS } from "@tokenledger/ledger/testing/fill-rollups";
import type { PriceBook } from "@tokenledger/usage";
import { Client } from "pg";
import { z } from "zod";
import { benchPrices } from "./bench-prices.ts";
import { sqlFile } from "./sql-file.ts";

const statement = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const LIST_INDEXES = statement("list-indexes");
const FILL_DIRECTORIES = statement("fill-directories");
const FILL_RECORDS = statement("fill-records");
const FILL_USER_ROWS = statement("fill-user-rows");
const FILL_BREAKDOWN = statement("fill-breakdown");
const FILL_STATISTICS = statement("fill-statistics");
const VACUUM = statement("vacuum");

const DAY_MS = 86_400_000;
const SEED = 0.42;

/** How much made-up usage, whose, and of when. */
export interface FillPlan {
  readonly recordCount: number;
  readonly accessKeyCount: number;
  readonly userCount: number;
  /** Whole UTC days before `endMs`. */
  readonly dayCount: number;
  /** Start of a UTC day: the first that has no usage. */
  readonly endMs: number;
}

const dateText = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

const daysOf = ({ dayCount, endMs }: FillPlan): readonly string[] =>
  Array.from({ length: dayCount }, (_, index) => dateText(endMs - (dayCount - index) * DAY_MS));

/** As many records as there are, spread over the days without a remainder. */
const countOfDay = ({ recordCount, dayCount }: FillPlan, index: number): number =>
  Math.floor(((index + 1) * recordCount) / dayCount) - Math.floor((index * recordCount) / dayCount);

const IndexRow = z.object({ drop_text: z.string(), make_text: z.string() });

/** Runs `work` while the tables have no indexes, then makes them. A work that fails leaves them without. */
const withoutIndexes = async (client: Client, work: () => Promise<void>): Promise<void> => {
  const { rows } = await client.query(LIST_INDEXES);
  const indexes = z.array(IndexRow).parse(rows);
  for (const index of indexes) await client.query(index.drop_text);
  await work();
  for (const index of indexes) await client.query(index.make_text);
};

const fillDays = async (
  client: Client,
  plan: FillPlan,
  book: PriceBook,
  say: (text: string) => void,
): Promise<void> => {
  const prices = benchPrices(book, plan.endMs);
  for (const [index, day] of daysOf(plan).entries()) {
    await client.query(FILL_RECORDS, [
      countOfDay(plan, index),
      day,
      plan.accessKeyCount,
      plan.userCount,
      prices.models,
      prices.input,
      prices.cacheWrite5m,
      prices.cacheWrite1h,
      prices.cacheRead,
      prices.output,
      book.version,
    ]);
    say(day);
  }
};

/**
 * Fills an empty ledger with usage as commits would have: both usage tables, the breakdown and the statistics, exactly consistent, by
 * set-based statements, day by day. Keys and users are skewed; nothing is real.
 *
 * @param say told of each day.
 */
export const fillUsage = async (
  url: string,
  ledger: Ledger,
  plan: FillPlan,
  say: (text: string) => void = () => undefined,
): Promise<void> => {
  await ledger.ensurePartitions(
    new Date(plan.endMs),
    new Date(plan.endMs - plan.dayCount * DAY_MS),
  );
  const book = await ledger.prices.book();
  const client = new Client({
    connectionString: url,
    options: "-c synchronous_commit=off -c work_mem=256MB -c maintenance_work_mem=1GB -c jit=off",
  });
  await client.connect();
  try {
    await client.query(FILL_DIRECTORIES, [plan.accessKeyCount, plan.userCount]);
    await client.query("SELECT setseed($1)", [SEED]);
    await withoutIndexes(client, async () => {
      await fillDays(client, plan, book, say);
      await client.query(FILL_USER_ROWS);
      await client.query(FILL_BREAKDOWN);
      await client.query(FILL_STATISTICS);
      await client.query(FILL_ROLLUPS);
    });
    await client.query(VACUUM);
  } finally {
    await client.end();
  }
};
