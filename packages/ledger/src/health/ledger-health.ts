import type { MikroORM } from "@mikro-orm/postgresql";
import { knownUsageFields, type LedgerHealth, type RecordQuality } from "@tokenledger/usage";
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
      unknown_field_count: z.int(),
      unknown_fields: z.array(z.string()),
      ahead_count: z.int(),
      ahead_seconds: z.int(),
    })
    .transform((row): RecordQuality => ({
      recordCount: row.record_count,
      provisionalCount: row.provisional_count,
      unpricedCount: row.unpriced_count,
      unpricedModels: row.unpriced_models,
      doubledMessageCount: row.doubled_message_count,
      unknownFieldCount: row.unknown_field_count,
      unknownFields: row.unknown_fields,
      aheadCount: row.ahead_count,
      aheadSeconds: row.ahead_seconds,
    })),
};

const nothing: RecordQuality = {
  recordCount: 0,
  provisionalCount: 0,
  unpricedCount: 0,
  unpricedModels: [],
  doubledMessageCount: 0,
  unknownFieldCount: 0,
  unknownFields: [],
  aheadCount: 0,
  aheadSeconds: 0,
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
    const { top, inside } = knownUsageFields;
    const parameters = [startDate.getTime(), endDate.getTime(), top, inside];
    const [quality] = await autocommit(orm).rows(READ_QUALITY, parameters);
    return quality ?? nothing;
  },
});
