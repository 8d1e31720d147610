import type { MikroORM } from "@mikro-orm/postgresql";
import {
  DROPPED_AGE_MS_MIN,
  InvalidInputError,
  periodOf,
  type DroppedMonth,
  type RawMonth,
  type RetentionLedger,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";

const instant = z.string().transform((ms) => new Date(Number(ms)));
const month = z.object({
  start_ms: instant,
  end_ms: instant,
  record_count: z.string(),
  byte_count: z.string(),
});

const monthOf = (row: z.output<typeof month>): RawMonth => ({
  monthStart: row.start_ms,
  monthEnd: row.end_ms,
  recordCount: row.record_count,
  byteCount: row.byte_count,
});

const LIST_RAW_MONTHS = {
  text: sqlFile(new URL("./sql/list-raw-months.sql", import.meta.url)),
  row: month.transform(monthOf),
};

const LIST_DROPPED_MONTHS = {
  text: sqlFile(new URL("./sql/list-dropped-months.sql", import.meta.url)),
  row: month
    .extend({ drop_ms: instant })
    .transform((row): DroppedMonth => ({ ...monthOf(row), dropTime: row.drop_ms })),
};

const DROP_MONTH = {
  text: sqlFile(new URL("./sql/drop-month.sql", import.meta.url)),
  row: z.object({ record_count: z.string() }),
};

/** Months of single calls over PostgreSQL. */
export const createRetentionLedger = (orm: MikroORM): RetentionLedger => ({
  rawMonths: async () => autocommit(orm).rows(LIST_RAW_MONTHS, []),

  droppedMonths: async () => autocommit(orm).rows(LIST_DROPPED_MONTHS, []),

  dropMonth: async (monthStart, now) => {
    const { startMs, endMs } = periodOf("month", monthStart.getTime());
    if (startMs !== monthStart.getTime()) {
      throw new InvalidInputError(
        "MONTH_INVALID",
        "A month starts at midnight UTC of its first day.",
      );
    }
    if (now.getTime() - endMs < DROPPED_AGE_MS_MIN) {
      throw new InvalidInputError("MONTH_TOO_YOUNG", "Records of this month may still come.");
    }
    await autocommit(orm).rows(DROP_MONTH, [startMs, now.getTime()]);
  },
});
