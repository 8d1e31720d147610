import type { MikroORM } from "@mikro-orm/postgresql";
import type { LedgerHealth, RecordQuality } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";

const READ_PARTITIONS = {
  text: sqlFile(new URL("./sql/read-partitions.sql", import.meta.url)),
  row: z.object({ next_name: z.string(), is_next_there: z.boolean(), row_count: z.int() }),
};

const READ_QUALITY = {
  text: sqlFile(new URL("./sql/read-quality.sql", import.meta.url)),
  row: z
    .object({
      record_count: z.int(),
      provisional_count: z.int(),
      unpriced_count: z.int(),
      unpriced_models: z.array(z.string()),
      doubled_message_count: z.int(),
    })
    .transform((row): RecordQuality => ({
      recordCount: row.record_count,
      provisionalCount: row.provisional_count,
      unpricedCount: row.unpriced_count,
      unpricedModels: row.unpriced_models,
      doubledMessageCount: row.doubled_message_count,
    })),
};

const nothing: RecordQuality = {
  recordCount: 0,
  provisionalCount: 0,
  unpricedCount: 0,
  unpricedModels: [],
  doubledMessageCount: 0,
};

/** The ledger's own state, over PostgreSQL. */
export const createLedgerHealth = (orm: MikroORM): LedgerHealth => ({
  partitions: async (now) => {
    const [row] = await autocommit(orm).rows(READ_PARTITIONS, [now.getTime()]);
    return {
      nextName: row?.next_name ?? "",
      isNextThere: row?.is_next_there ?? false,
      defaultRowCount: row?.row_count ?? 0,
    };
  },
  quality: async ({ startDate, endDate }) => {
    const parameters = [startDate.getTime(), endDate.getTime()];
    const [quality] = await autocommit(orm).rows(READ_QUALITY, parameters);
    return quality ?? nothing;
  },
});
