import type { MikroORM } from "@mikro-orm/postgresql";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";

const DUMP_USAGE = {
  text: sqlFile(new URL("./sql/dump-usage.sql", import.meta.url)),
  row: z.object({ line: z.string() }),
};

const EMPTY_USAGE = {
  text: sqlFile(new URL("./sql/empty-usage.sql", import.meta.url)),
  row: z.unknown(),
};

/** Everything commits wrote, as sorted texts, without what depends on when and in what order: ids, times of writing, revisions. */
export const storedUsage = async (orm: MikroORM): Promise<readonly string[]> => {
  const rows = await autocommit(orm).rows(DUMP_USAGE, []);
  return rows.map(({ line }) => line);
};

/** Removes all usage, statistics and dead letters; keys, users and members stay. */
export const emptyUsage = async (orm: MikroORM): Promise<void> => {
  await autocommit(orm).rows(EMPTY_USAGE, []);
};
