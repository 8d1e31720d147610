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
const MAKE_FILLED_LINE = statement("make-filled-line");
const EMPTY_FILLED_LINE = statement("empty-filled-line");
const FILL_RECORDS = statement("fill-records");
/** Of one day, out of `filled_line`. */
const FILL_DAY = [
  statement("fill-key-rows"),
  statement("fill-user-rows"),
  statement("fill-day-cells"),
];
const FILL_MONTHS = statement("fill-months");
const VACUUM = statement("vacuum");

const DAY_MS = 86_400_000;
/** How many connections fill at once: as many as the smallest machine has cores. */
const LANES = 2;
/** Every so many days it is told how far the fill is. */
const TOLD_DAYS = 10;
const SETTINGS =
  "-c synchronous_commit=off -c work_mem=256MB -c temp_buffers=128MB -c maintenance_work_mem=1GB -c jit=off";

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

const IndexRow = z.object({ table_name: z.string(), drop_text: z.string(), make_text: z.string() });

type Say = (text: string) => void;

const withClient = async <Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  const client = new Client({ connectionString: url, options: SETTINGS });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Does the jobs in turn, by a few connections at once. */
const inLanes = async <Job>(
  url: string,
  jobs: readonly Job[],
  work: (client: Client, job: Job) => Promise<void>,
  prepare?: string,
): Promise<void> => {
  const waiting = [...jobs];
  const lane = async (client: Client): Promise<void> => {
    if (prepare !== undefined) await client.query(prepare);
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      await work(client, job);
    }
  };
  await Promise.all(Array.from({ length: LANES }, async () => withClient(url, lane)));
};

/** Runs `work` while the tables have no indexes, then makes them, table beside table. A work that fails leaves them without. */
const withoutIndexes = async (url: string, say: Say, work: () => Promise<void>): Promise<void> => {
  const indexes = await withClient(url, async (client) => {
    const { rows } = await client.query(LIST_INDEXES);
    const listed = z.array(IndexRow).parse(rows);
    for (const index of listed) await client.query(index.drop_text);
    return listed;
  });
  await work();
  const byTable = Object.entries(Object.groupBy(indexes, ({ table_name: table }) => table));
  await inLanes(url, byTable, async (client, [table, ofTable = []]) => {
    for (const index of ofTable) await client.query(index.make_text);
    say(`${table} has its ${ofTable.length} indexes`);
  });
};

interface Day {
  readonly index: number;
  readonly date: string;
}

/** Day by day, so that a fill takes the same memory at any size, on both sides. The same day is the same whoever fills it. */
const fillDays = async (url: string, plan: FillPlan, book: PriceBook, say: Say): Promise<void> => {
  const prices = benchPrices(book, plan.endMs);
  const filled = { days: 0, records: 0 };
  const fillDay = async (client: Client, { index, date }: Day): Promise<void> => {
    await client.query("SELECT setseed($1)", [(index + 1) / (plan.dayCount + 1)]);
    await client.query(FILL_RECORDS, [
      countOfDay(plan, index),
      date,
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
    for (const text of FILL_DAY) await client.query(text);
    await client.query(EMPTY_FILLED_LINE);
    filled.days += 1;
    filled.records += countOfDay(plan, index);
    if (filled.days % TOLD_DAYS === 0 || filled.days === plan.dayCount) {
      say(`${filled.records} records of ${plan.recordCount}, ${filled.days} days`);
    }
  };
  const days = daysOf(plan).map((date, index) => ({ date, index }));
  await inLanes(url, days, fillDay, MAKE_FILLED_LINE);
};

/**
 * Fills an empty ledger with usage as commits would have: both usage tables, the breakdown and the statistics, exactly consistent, by
 * set-based statements, day by day. Keys and users are skewed; nothing is real.
 *
 * @param say told of every tenth day and of each table that has its indexes.
 */
export const fillUsage = async (
  url: string,
  ledger: Ledger,
  plan: FillPlan,
  say: Say = () => undefined,
): Promise<void> => {
  await ledger.ensurePartitions(
    new Date(plan.endMs),
    new Date(plan.endMs - plan.dayCount * DAY_MS),
  );
  const book = await ledger.prices.book();
  await withClient(url, async (client) => {
    await client.query(FILL_DIRECTORIES, [plan.accessKeyCount, plan.userCount]);
    await withoutIndexes(url, say, async () => {
      await fillDays(url, plan, book, say);
      for (const text of [FILL_MONTHS, FILL_ROLLUPS]) await client.query(text);
    });
    await client.query(VACUUM);
    say(`${await ledger.aggregates.sumDays(new Date(plan.endMs))} days are summed`);
    // Of the sums, too, autovacuum would have told the planner.
    await client.query(VACUUM);
  });
};
