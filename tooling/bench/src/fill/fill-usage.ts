import type { Ledger } from "@tokenledger/ledger";
import { Client } from "pg";
import { benchPrices } from "./bench-prices.ts";
import { sqlFile } from "./sql-file.ts";

const statement = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

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
  const prices = benchPrices(book, plan.endMs);
  const client = new Client({
    connectionString: url,
    options: "-c synchronous_commit=off -c work_mem=256MB -c jit=off",
  });
  await client.connect();
  try {
    await client.query(FILL_DIRECTORIES, [plan.accessKeyCount, plan.userCount]);
    await client.query("SELECT setseed($1)", [SEED]);
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
      await client.query(FILL_USER_ROWS, [day]);
      await client.query(FILL_BREAKDOWN, [day]);
      say(day);
    }
    const [first = dateText(plan.endMs)] = daysOf(plan);
    for (const periodType of ["hour", "day", "month"]) {
      await client.query(FILL_STATISTICS, [periodType, first, dateText(plan.endMs)]);
    }
    await client.query(VACUUM);
  } finally {
    await client.end();
  }
};
